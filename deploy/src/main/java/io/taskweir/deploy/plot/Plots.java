package io.taskweir.deploy.plot;

import java.nio.file.Path;
import java.util.Locale;

/**
 * What was plotted.
 *
 * @param folder where the plots lie
 * @param written plots, one a sensor
 * @param more whether there are more sensors than are plotted
 */
public record Plots(Path folder, int written, boolean more) {

  /** For the user, in one line. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "%s   %,d plot%s%s",
        folder,
        written,
        written == 1 ? "" : "s",
        more ? ": the first sensors by name, there are more" : "");
  }
}
