package io.taskweir.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keeps {@code OPTIONS.md} true; with {@code -Dtaskweir.write} it writes the file instead. */
class OptionsDocTest {

  private static final Path FILE = Path.of("OPTIONS.md");
  private static final String COMMAND = "mvn -pl job test -Dtest=OptionsDocTest -Dtaskweir.write";

  @Test
  void isWhatTheOptionsSay() throws IOException {
    String expected = OptionsDoc.markdown(COMMAND);
    if (System.getProperty("taskweir.write") != null) {
      Files.writeString(FILE, expected);
    }

    String written = Files.exists(FILE) ? Files.readString(FILE) : "";
    assertThat(written.equals(expected))
        .as("job/OPTIONS.md says what the options say; else write it anew with: %s", COMMAND)
        .isTrue();
  }
}
