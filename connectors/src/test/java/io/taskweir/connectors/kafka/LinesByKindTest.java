package io.taskweir.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskweir.state.Headers;
import io.taskweir.state.SourceRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.annotation.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinesByKindTest {

  @TempDir Path folder;
  private Map<String, Path> files;

  @BeforeEach
  void name() {
    files = new HashMap<>();
    for (String kind : new String[] {"rollups", "silences", "reports"}) {
      files.put(kind, folder.resolve(kind + ".jsonl"));
    }
  }

  @Test
  void writesEachValueToTheFileOfItsKind() throws IOException {
    try (LinesByKind lines = new LinesByKind(files, "rollups")) {
      lines.write(record("silences", "{\"a\":1}"));
      lines.write(record(null, "{\"b\":1}"));
      lines.write(record("rollups", "{\"b\":2}"));

      assertThat(lines.counts())
          .containsExactly(
              Map.entry("reports", 0L), Map.entry("rollups", 2L), Map.entry("silences", 1L));
    }
    assertThat(files.get("silences")).hasContent("{\"a\":1}\n");
    assertThat(files.get("rollups")).hasContent("{\"b\":1}\n{\"b\":2}\n");
    assertThat(files.get("reports")).isEmptyFile();
  }

  @Test
  void refusesAnUnknownKindInOneLine() throws IOException {
    try (LinesByKind lines = new LinesByKind(files, "rollups")) {
      assertThatThrownBy(() -> lines.write(record("roll\nups", "{}")))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "results/2@7: taskweir-kind: expected one of [reports, rollups, silences], got"
                  + " \"roll?ups\"");
    }
  }

  @Test
  void refusesAValueOfMoreThanOneLine() throws IOException {
    try (LinesByKind lines = new LinesByKind(files, "rollups")) {
      assertThatThrownBy(() -> lines.write(record("rollups", "{\n}")))
          .isInstanceOf(IOException.class)
          .hasMessage("results/2@7: one line expected, the value has a line break");
    }
  }

  @Test
  void refusesAKindWithoutAFileForWhatNamesNone() {
    assertThatThrownBy(() -> new LinesByKind(files, "verdicts").close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("kind \"verdicts\": expected one of [reports, rollups, silences]");
  }

  private static SourceRecord record(@Nullable String kind, String value) {
    Map<String, byte[]> headers =
        kind == null ? Map.of() : Map.of(Headers.KIND, kind.getBytes(UTF_8));
    return new SourceRecord("results", 2, 7, 0, null, value.getBytes(UTF_8), headers);
  }
}
