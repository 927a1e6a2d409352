package io.taskweir.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportedTest {

  @TempDir Path folder;

  @Test
  void countsWhatLiesInTheFiles() throws IOException {
    Exported exported =
        Exported.read(
            file(
                "verdicts",
                "{\"verdict\":\"ham\"}\n{\"verdict\":\"spam\"}\n{\"verdict\":\"ham\"}\n"),
            file(
                "dead-letters",
                "{\"stage\":\"parse-mail\",\"reason\":\"LIMIT\",\"class\":\"LIMIT\"}\n"),
            file("audit", "{\"event\":\"retried\"}\n{\"event\":\"dead\"}\n"));

    assertThat(exported.verdicts()).isEqualTo(Map.of("ham", 2L, "spam", 1L));
    assertThat(exported.results()).isEqualTo(3);
    assertThat(exported.reasons()).isEqualTo(Map.of("parse-mail LIMIT (LIMIT)", 1L));
    assertThat(exported.auditEvents()).isEqualTo(2);
  }

  @Test
  void countsNothingInEmptyFiles() throws IOException {
    Path empty = file("empty", "");

    assertThat(Exported.read(empty, empty, empty).results()).isZero();
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }
}
