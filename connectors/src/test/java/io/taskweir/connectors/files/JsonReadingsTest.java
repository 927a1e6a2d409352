package io.taskweir.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReadingsTest {

  private static final ReadingOptions DEFAULTS = ReadingOptions.DEFAULTS;

  @TempDir Path temporary;
  private ReadingFolder folder;

  @BeforeEach
  void open() {
    folder = new ReadingFolder(temporary);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jsonl", "a.ndjson", "a.json", "a.JSONL"})
  void passesALineAsItIs(String name) throws IOException {
    folder.writeText(
        name, "\uFEFF{ \"value\": 1.50, \"sensor\": \"s\", \"timestamp\": 1 }\r\n\n \t\n{\"x\":1}");

    assertThat(folder.lines(DEFAULTS, name))
        .containsExactly(
            name + ":1 { \"value\": 1.50, \"sensor\": \"s\", \"timestamp\": 1 }",
            name + ":4 {\"x\":1}");
    assertThat(folder.read(DEFAULTS, name)).extracting(FedReading::key).containsExactly("s", null);
  }

  @Test
  void expandsALineThatHoldsAnArrayAndKeepsDigits() throws IOException {
    folder.write(
        "a.json",
        "[{\"sensor\":\"s\",\"value\":1.50},[2e400], \"x\", 1.10, null]",
        "[]",
        "[{\"a\":0.1000000000000000000001}]");

    assertThat(folder.lines(DEFAULTS, "a.json"))
        .containsExactly(
            "a.json:1[0] {\"sensor\":\"s\",\"value\":1.50}",
            "a.json:1[1] [2E+400]",
            "a.json:1[2] \"x\"",
            "a.json:1[3] 1.10",
            "a.json:1[4] null",
            "a.json:3[0] {\"a\":0.1000000000000000000001}");
    assertThat(folder.read(DEFAULTS, "a.json").get(0).key()).isEqualTo("s");
  }

  @Test
  void passesAMalformedLineAsItIsAndReadsOn() throws IOException {
    folder.write(
        "a.jsonl",
        "{\"sensor\":\"s\",\"timestamp\":\"2014-07-01T00:00:00Z\",\"value\":1",
        "[{\"sensor\":\"s\"},{]",
        "[1] 2",
        "nonsense",
        "{\"value\":NaN,\"sensor\":\"s\"}",
        "{\"sensor\":[{\"sensor\":\"inner\"}]}",
        "{\"sensor\":\"s\"}");

    assertThat(folder.lines(DEFAULTS, "a.jsonl"))
        .containsExactly(
            "a.jsonl:1 {\"sensor\":\"s\",\"timestamp\":\"2014-07-01T00:00:00Z\",\"value\":1",
            "a.jsonl:2 [{\"sensor\":\"s\"},{]",
            "a.jsonl:3 [1] 2",
            "a.jsonl:4 nonsense",
            "a.jsonl:5 {\"value\":NaN,\"sensor\":\"s\"}",
            "a.jsonl:6 {\"sensor\":[{\"sensor\":\"inner\"}]}",
            "a.jsonl:7 {\"sensor\":\"s\"}");
    assertThat(folder.read(DEFAULTS, "a.jsonl"))
        .extracting(FedReading::key)
        .containsExactly(null, null, null, null, null, null, "s");
  }

  @Test
  void showsTheBeginningOfALineThatIsTooLongToBePassedOn() throws IOException {
    folder.write("a.jsonl", "[" + "1,".repeat(WholeLines.LONGEST / 2) + "1]", "{}");

    assertThat(folder.lines(DEFAULTS, "a.jsonl"))
        .containsExactly(
            "a.jsonl:1 {\"sensor\":null,\"timestamp\":null,\"value\":null,\"line\":\"["
                + "1,".repeat(100).substring(0, 199)
                + "\"}",
            "a.jsonl:2 {}");
  }

  @Test
  void readsAnArrayOverManyLinesElementByElement() throws IOException {
    folder.write(
        "a.json",
        "[",
        "  {\"sensor\": \"s\", \"timestamp\": 2000, \"value\": 1.50},",
        "  {\"sensor\": \"s\",",
        "   \"timestamp\": 1000, \"value\": [1,",
        " 2]}",
        "]");

    assertThat(folder.lines(DEFAULTS, "a.json"))
        .containsExactly(
            "a.json[0] {\"sensor\":\"s\",\"timestamp\":2000,\"value\":1.50}",
            "a.json[1] {\"sensor\":\"s\",\"timestamp\":1000,\"value\":[1,2]}");
    assertThat(folder.read(DEFAULTS, "a.json")).extracting(FedReading::key).containsOnly("s");
  }

  @Test
  void readsAnArrayInOneEndlessLineElementByElement() throws IOException {
    String element = "{\"sensor\":\"s\",\"pad\":\"" + "x".repeat(1000) + "\"}";
    int count = WholeLines.LONGEST / element.length() + 1;
    folder.writeText("a.json", "[" + (element + ",").repeat(count - 1) + element + "]");

    assertThat(folder.files(DEFAULTS, "a.json").forEach(reading -> {})).isEqualTo(count);
  }

  @Test
  void saysWhereAnArrayIsNoJsonAnyMore() throws IOException {
    folder.write("a.json", "[{\"sensor\":\"s\"},", "{\"sensor\":s},", "{\"sensor\":\"s\"}]");

    assertThat(folder.lines(DEFAULTS, "a.json"))
        .hasSize(2)
        .startsWith("a.json[0] {\"sensor\":\"s\"}")
        .last()
        .asString()
        .startsWith(
            "a.json[1] {\"sensor\":null,\"timestamp\":null,\"value\":null,"
                + "\"line\":\"not JSON from line 2, column ");
  }

  @Test
  void saysThatAnArrayHasNoEnd() throws IOException {
    folder.write("a.json", "[{\"sensor\":\"s\"},", "{\"sensor\":\"s\"}");

    assertThat(folder.sources(DEFAULTS, "a.json"))
        .containsExactly("a.json[0]", "a.json[1]", "a.json[2]");
  }
}
