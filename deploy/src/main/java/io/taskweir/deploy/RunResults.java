package io.taskweir.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the results of a workflow are, read from the files that a run leaves. */
interface RunResults {

  /**
   * The kinds of results, each with a file of its own. The first is what inputs become; it is also
   * what those results are called, in the plural.
   */
  List<String> kinds();

  /** What becomes of an accepted input, in a few words. */
  String accepted();

  /** Counts the file of the first kind. */
  Tally tally(Path file) throws IOException;

  /** The kind that inputs become. */
  default String main() {
    return kinds().get(0);
  }

  /**
   * What a file of results says.
   *
   * @param said how many results say what, such as {@code ham}
   * @param accepted how many inputs are in them
   */
  record Tally(Map<String, Long> said, long accepted) {}
}
