package io.taskweir.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportedTest {

  @TempDir Path home;

  private OutputFolder folder;

  @BeforeEach
  void makeAFolder() {
    folder = OutputFolder.of(home.resolve("out"));
    folder.create();
  }

  @Test
  void countsWhatLiesInTheFiles() throws IOException {
    write("verdicts", "{'verdict':'ham'}", "{'verdict':'spam'}", "{'verdict':'ham'}");
    write("digests", "{'messages':3}");
    write("confusions", "{'day':'2026-03-02'}", "{'day':'2026-03-02'}");
    write("dead-letters", "{'stage':'parse-mail','reason':'LIMIT','class':'LIMIT'}");
    write("audit", "{'event':'retried'}", "{'event':'dead'}");

    Exported exported = Exported.read(folder, new EmailResults());

    assertThat(exported.tally().said()).isEqualTo(Map.of("ham", 2L, "spam", 1L));
    assertThat(exported.tally().accepted()).isEqualTo(3);
    assertThat(exported.lines())
        .containsExactly(
            Map.entry("verdicts", 3L), Map.entry("digests", 1L), Map.entry("confusions", 2L));
    assertThat(exported.reasons()).isEqualTo(Map.of("parse-mail LIMIT (LIMIT)", 1L));
    assertThat(exported.auditEvents()).isEqualTo(2);
  }

  @Test
  void countsReadingsInTheNewestVersionOfTheirFinestRollUpOnly() throws IOException {
    write(
        "rollups",
        "{'id':'a','every':'1h','version':2,'count':4}",
        "{'id':'a','every':'1h','version':1,'count':3}",
        "{'id':'b','every':'1h','version':1,'count':5}",
        "{'id':'c','every':'1d','version':1,'count':9}");

    RunResults.Tally tally =
        new SensorResults(List.of("1h", "1d")).tally(folder.results("rollups"));

    assertThat(tally.accepted()).isEqualTo(9);
    assertThat(tally.said()).containsExactly(Map.entry("1h", 2L), Map.entry("1d", 1L));
  }

  @Test
  void countsNothingInEmptyFiles() throws IOException {
    for (String file : List.of("verdicts", "digests", "confusions", "dead-letters", "audit")) {
      write(file);
    }

    Exported exported = Exported.read(folder, new EmailResults());

    assertThat(exported.results()).isZero();
    assertThat(exported.tally().accepted()).isZero();
  }

  private void write(String name, String... lines) throws IOException {
    var text = new StringBuilder();
    List.of(lines).forEach(line -> text.append(line.replace('\'', '"')).append('\n'));
    Files.writeString(folder.path().resolve(name + ".jsonl"), text.toString());
  }
}
