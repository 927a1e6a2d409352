package io.taskweir.sensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.taskweir.engine.RecordingContext;
import io.taskweir.engine.Rejection;
import io.taskweir.state.BlobRef;
import io.taskweir.state.Content;
import io.taskweir.state.FailureClass;
import io.taskweir.state.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SplitReadingsTest {

  @Test
  void takesOneObject() throws Exception {
    assertThat(split(" {\"sensor\":\"a\",\"value\":1} \n"))
        .containsExactly(new RawReading(0, "{\"sensor\":\"a\",\"value\":1}", "a"));
  }

  @Test
  void takesAnObjectOverSeveralLines() throws Exception {
    assertThat(json("{\n  \"sensor\": \"a\",\n  \"x\": [\"}\\\"\", {}]\n}\n\n"))
        .containsExactly("{\n  \"sensor\": \"a\",\n  \"x\": [\"}\\\"\", {}]\n}");
  }

  @Test
  void takesTheElementsOfAnArrayInOrder() throws Exception {
    assertThat(split("[{\"sensor\":\"a\"},\n {\"x\":[1,2],\"sensor\":\"b\"} ]\n"))
        .containsExactly(
            new RawReading(0, "{\"sensor\":\"a\"}", "a"),
            new RawReading(1, "{\"x\":[1,2],\"sensor\":\"b\"}", "b"));
  }

  @Test
  void takesLinesAndPassesOverBlankOnes() throws Exception {
    assertThat(json("\n{\"a\":1}\r\n \t\r\n{\"b\":2}\n\n{\"c\":3}"))
        .containsExactly("{\"a\":1}", "{\"b\":2}", "{\"c\":3}");
  }

  @Test
  void keepsABrokenLineToItself() throws Exception {
    assertThat(json("{\"a\":\n{\"b\":2}\n{\"c\":\"x\n}]\n{\"d\":4}\n"))
        .containsExactly("{\"a\":", "{\"b\":2}", "{\"c\":\"x", "}]", "{\"d\":4}");
    assertThat(json("{\"a\":\"x}\n{\"b\":\"y}\n")).containsExactly("{\"a\":\"x}", "{\"b\":\"y}");
    assertThat(json("garbage\n{\"b\":2}")).containsExactly("garbage", "{\"b\":2}");
  }

  @Test
  void keepsABrokenElementOfAnArrayToItself() throws Exception {
    assertThat(json("[{\"a\":1},{\"v\":NaN},7,\"x,y\",,{\"b\":tru}, {\"c\":1]}, {\"d\":4}]"))
        .startsWith("{\"a\":1}", "{\"v\":NaN}", "7", "\"x,y\"", "", "{\"b\":tru}");
    assertThat(json("[{\"a\":1},{\"v\":[},{\"b\":2}]"))
        .containsExactly("{\"a\":1}", "{\"v\":[},{\"b\":2}]");
  }

  @Test
  void losesNothingOfAnArrayThatBreaks() throws Exception {
    assertThat(json("[{\"a\":1},{\"b\":\"x")).containsExactly("{\"a\":1}", "{\"b\":\"x");
    assertThat(json("[{\"a\":1}")).containsExactly("{\"a\":1}", "");
    assertThat(json("[{\"a\":1},")).containsExactly("{\"a\":1}", "");
    assertThat(json("[")).containsExactly("");
    assertThat(json("[{\"a\":1}] {\"b\":2}]")).containsExactly("{\"a\":1}", "{\"b\":2}]");
    assertThat(json("[{\"a\":1}},{\"b\":2}]")).containsExactly("{\"a\":1}", "},{\"b\":2}]");
  }

  @Test
  void findsNothingInAnEmptyArray() throws Exception {
    assertThat(json(" [ ] ")).isEmpty();
  }

  @Test
  void takesAByteOrderMarkForNothing() throws Exception {
    assertThat(json("\uFEFF[{\"a\":1}]")).containsExactly("{\"a\":1}");
  }

  @Test
  void refusesARecordOfBlanks() {
    for (String blank : List.of("", " \r\n\t", "\uFEFF")) {
      Rejection rejection = refusal(blank);

      assertThat(rejection.reason()).isEqualTo("EMPTY");
      assertThat(rejection.failureClass()).isEqualTo(FailureClass.POISON);
    }
  }

  @Test
  void refusesARecordOfTooManyElements() throws Exception {
    assertThat(json("[" + "1,".repeat(99_999) + "1]")).hasSize(100_000);
    assertThat(json("1\n".repeat(100_000))).hasSize(100_000);
    for (String many : List.of("[" + "1,".repeat(100_000) + "1]", "1\n".repeat(100_001))) {
      assertThat(refusal(many))
          .hasMessage("elements in the record: more than the 100000 allowed")
          .extracting(Rejection::failureClass)
          .isEqualTo(FailureClass.LIMIT);
    }
  }

  @Test
  void refusesARecordThatIsTooLarge() {
    assertThat(refusal(" ".repeat(25_000_001)))
        .hasMessage("bytes in the record: 25000001, allowed are 25000000");
  }

  @Test
  void believesNoSizeThatIsDeclaredTooSmall() throws Exception {
    byte[] bytes = " ".repeat(25_000_001).getBytes(StandardCharsets.US_ASCII);
    try (RecordingContext<RawReading> context = new RecordingContext<>()) {
      context.store(bytes);
      Content lying = Content.of(new BlobRef(Content.digestOf(bytes), 10));

      assertThat(
              catchThrowableOfType(Rejection.class, () -> new SplitReadings().run(lying, context)))
          .hasMessage("bytes in the record: 25000001, allowed are 25000000");
    }
  }

  @Test
  void cutsAnElementThatIsTooLongToWhatTheNextStageRefuses() throws Exception {
    String most = "{\"sensor\":\"a\",\"x\":\"" + "y".repeat(65_515) + "\"}";
    List<RawReading> split = split(most + "\n" + most.replace("yyy", "yyyy") + "\n{}");

    assertThat(split.get(0).json()).isEqualTo(most).hasSize(65_536);
    assertThat(split.get(1).json()).hasSize(65_537).endsWith("…");
    assertThat(split.get(2).json()).isEqualTo("{}");
    assertThat(catchThrowableOfType(Rejection.class, () -> ReadingFields.of(split.get(1))).reason())
        .isEqualTo("LIMIT");
  }

  @Test
  void takesLinearTimeForWhatNeverCloses() {
    String quotes = "[\"" + "\\\"".repeat(1_000_000);
    String lines = "{\"" + "\\\"".repeat(1_000_000) + "\n";
    String brackets = "[".repeat(2_000_000);

    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          assertThat(json(quotes)).hasSize(1);
          assertThat(json(lines)).hasSize(1);
          assertThat(json(brackets)).hasSize(1);
        });
  }

  @Test
  void readsTheSensorWhereverItStands() {
    assertThat(RawReading.of(0, "{\"x\":{\"sensor\":\"no\"},\"sensor\":\"a\",").sensor())
        .isEqualTo("a");
    for (String none :
        List.of("", "7", "[]", "{}", "{\"sensor\":7}", "{\"x\":[}", "{\"x\":{\"sensor\":\"a\"}}")) {
      assertThat(RawReading.of(0, none).sensor()).as(none).isNull();
    }
  }

  @Test
  void givesWhatHasNoSensorAKeyOfItsOwn() {
    assertThat(RawReading.of(0, "{\"sensor\":\"a\"}").key()).isEqualTo("a");
    assertThat(RawReading.of(0, "7").key())
        .isEqualTo(RawReading.of(1, "7").key())
        .isNotEqualTo(RawReading.of(0, "8").key())
        .startsWith("\0");
  }

  @Test
  void givesElementsThatAreJsonThemselves() throws Exception {
    for (RawReading raw : split("[{\"sensor\":\"a\"},\u0001,\"\ud800\"]")) {
      RawReading read = Json.mapper().readValue(Json.write(raw), RawReading.class);

      assertThat(read).isEqualTo(raw);
    }
  }

  private static List<String> json(String record) throws Exception {
    return split(record).stream().map(RawReading::json).toList();
  }

  private static Rejection refusal(String record) {
    return catchThrowableOfType(Rejection.class, () -> split(record));
  }

  private static List<RawReading> split(String record) throws Exception {
    try (RecordingContext<RawReading> context = new RecordingContext<>()) {
      new SplitReadings().run(Content.of(record.getBytes(StandardCharsets.UTF_8)), context);
      return context.results();
    }
  }
}
