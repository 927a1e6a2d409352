package io.taskweir.sensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.taskweir.engine.Rejection;
import io.taskweir.state.FailureClass;
import io.taskweir.state.Json;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidateReadingTest {

  private static final String TIME = "\"2026-05-01T00:00:00Z\"";

  private final ValidationStage stage = new ValidationStage();

  @Test
  void takesAReadingWithAllItsFields() {
    stage.take(
        "{\"sensor\":\"boiler-1\",\"timestamp\":1777593600123,\"value\":-1.5e1,\"unit\":\"C\","
            + "\"group\":\"hall\",\"sequence\":0,\"colour\":\"red\"}");

    assertThat(stage.accepted())
        .containsExactly(new Reading("boiler-1", 1_777_593_600_123L, -15, "C", "hall", 0L, 5));
  }

  @Test
  void takesAReadingWithoutWhatMayBeMissing() {
    stage.take(element(TIME, "0", ",\"unit\":null,\"group\":null,\"sequence\":null"));
    stage.take(element(TIME, "12345678901234567000", ""));

    assertThat(stage.accepted())
        .containsExactly(
            new Reading("s", 1_777_593_600_000L, 0, null, null, null, 5),
            new Reading("s", 1_777_593_600_000L, 1.2345678901234567E+19, null, null, null, 5));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-29T01:30:00Z, 2026-03-29T01:30:00Z",
    "2026-03-29t01:30:00z, 2026-03-29T01:30:00Z",
    "2026-03-29 01:30:00+00:00, 2026-03-29T01:30:00Z",
    "2026-03-29T01:30:00.5-05:30, 2026-03-29T07:00:00.500Z",
    "2026-03-29T01:30:00.123999999Z, 2026-03-29T01:30:00.123Z",
    "1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
    "2024-02-29T23:59:59Z, 2024-02-29T23:59:59Z"
  })
  void readsTimesOfRfc3339(String timestamp, Instant expected) {
    stage.at(timestamp);

    assertThat(stage.rejections()).isEmpty();
    assertThat(stage.accepted())
        .singleElement()
        .extracting(Reading::timestamp)
        .isEqualTo(expected.toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"2026-03-29T01:30:00\"",
        "\"2026-03-29\"",
        "\"2026-03-29T01:30Z\"",
        "\"2025-02-29T01:30:00Z\"",
        "\"2026-03-29T24:00:00Z\"",
        "\"2026-03-29T01:30:00.Z\"",
        "\"2026-03-29T01:30:00+0100\"",
        "\"2026-03-29T01:30:00Z \"",
        "\"1969-12-31T23:59:59Z\"",
        "\"+12026-03-29T01:30:00Z\"",
        "\"1777593600000\"",
        "\"\"",
        "\"now\"",
        "-1",
        "1777593600000.0",
        "1.7e12",
        "253402300800000",
        "99999999999999999999",
        "NaN",
        "true",
        "{}",
        "null"
      })
  void refusesOtherTimes(String timestamp) {
    stage.take(element(timestamp, "1", ""));

    assertRefused("TIMESTAMP", "timestamp: got ", "RFC 3339 with a zone, or epoch milliseconds");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"1\"", "NaN", "Infinity", "-Infinity", "1e999", "-1e999", "null", "true", "[1]"})
  void refusesWhatIsNoFiniteNumber(String value) {
    stage.take(element(TIME, value, ""));

    assertRefused("VALUE", "value: got ", "a finite number");
  }

  @Test
  void refusesAReadingWithoutAValue() {
    stage.take("{\"sensor\":\"s\",\"timestamp\":1}");

    assertRefused("VALUE", "value: got nothing, ", "a finite number");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "null",
        "[]",
        "{",
        "{} {}",
        "{\"sensor\":\"s\"}]",
        "{\"value\":1,\"value\":2}",
        "{\"value\":01}",
        "{'value':1}",
        "{\"value\":1,}",
        "\u0000"
      })
  void refusesWhatIsNotOneObject(String json) {
    stage.take(json);

    assertRefused("JSON", "element: got ", "expected one JSON object");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"7", "\"\"", "\"  \"", "\"a\\nb\"", "\"a\\u0000\"", "\"\\ud800\"", "\"a\ufffd\""})
  void refusesWhatIsNoName(String name) {
    stage.take("{\"sensor\":" + name + ",\"timestamp\":1,\"value\":1}");
    assertRefused("SENSOR", "sensor: got ", "1 to 200 characters");

    stage.rejections().clear();
    stage.take(element(TIME, "1", ",\"group\":" + name));
    assertRefused("GROUP", "group: got ", "1 to 200 characters");
  }

  @Test
  void refusesANameThatIsTooLong() {
    stage.take("{\"sensor\":\"" + "x".repeat(200) + "\",\"timestamp\":1,\"value\":1}");
    assertThat(stage.rejections()).isEmpty();

    stage.take("{\"sensor\":\"" + "x".repeat(201) + "\",\"timestamp\":1,\"value\":1}");
    assertRefused("SENSOR", "xxx…, ", "1 to 200 characters");
  }

  @Test
  void refusesAnElementUnderAKeyThatIsNotItsOwn() {
    Rejection rejection =
        catchThrowableOfType(
            Rejection.class,
            () ->
                ReadingFields.of(
                    new RawReading(0, "{\"sensor\":\"s\",\"timestamp\":1,\"value\":1}", "other")));

    assertThat(rejection.reason()).isEqualTo("SENSOR");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.0", "\"1\"", "9223372036854775808", "true"})
  void refusesWhatIsNoSequence(String sequence) {
    stage.take(element(TIME, "1", ",\"sequence\":" + sequence));

    assertRefused("SEQUENCE", "sequence: got ", "a whole number from 0");
  }

  @Test
  void refusesWhatPassesABoundOfJson() {
    stage.take(element(TIME, "1", ",\"x\":" + "[".repeat(101) + "]".repeat(101)));

    assertThat(stage.reasons()).containsExactly("LIMIT");
    assertThat(stage.rejections().get(0).failureClass()).isEqualTo(FailureClass.LIMIT);
  }

  @Test
  void refusesAUnitThatNobodyKnows() throws Exception {
    stage.take(element(TIME, "1", ",\"unit\":\"furlong\""));
    assertRefused("UNIT", "unit: got furlong, ", "sensors.unit.LABEL");
    stage.take(element(TIME, "1", ",\"unit\":7"));

    stage.set("sensors.unit.old", "{\"unit\":\"furlong\"}");
    stage.take(element(TIME, "1", ",\"unit\":\"furlong\""));

    assertThat(stage.reasons()).containsExactly("UNIT", "UNIT");
    assertThat(stage.accepted()).extracting(Reading::unit).containsExactly("furlong");
  }

  @Test
  void keepsASensorToTheUnitThatItWasFirstSeenWith() {
    stage.take(element(TIME, "1", ""));
    stage.take(element(TIME, "2", ",\"unit\":\"C\""));
    stage.take(element(TIME, "3", ""));
    stage.take(element(TIME, "4", ",\"unit\":\"F\""));

    assertThat(stage.accepted()).extracting(Reading::unit).containsExactly(null, "C", "C");
    assertRefused("UNIT", "unit: got F, ", "expected C, as before");
  }

  @Test
  void keepsASensorToTheUnitThatIsSet() throws Exception {
    stage.take(element(TIME, "1", ",\"unit\":\"C\""));
    stage.set("sensors.range.x", "{\"sensors\":\"*\",\"unit\":\"stone\"}");
    stage.take(element(TIME, "2", ""));
    stage.take(element(TIME, "3", ",\"unit\":\"stone\""));
    stage.take(element(TIME, "4", ",\"unit\":\"C\""));
    stage.set("sensors.range.x", null);
    stage.take(element(TIME, "5", ""));

    assertThat(stage.accepted())
        .extracting(Reading::unit)
        .containsExactly("C", "stone", "stone", "C");
    assertRefused("UNIT", "unit: got C, ", "expected stone, as is set");
  }

  @Test
  void refusesAValueOutOfItsRange() throws Exception {
    stage.set("sensors.range.x", "{\"sensors\":\"s\",\"min\":-20,\"max\":120.5}");
    for (String value : List.of("-20", "120.5", "-20.001", "121")) {
      stage.take(element(TIME, value, ""));
    }
    stage.set("sensors.range.x", "{\"sensors\":\"s\",\"min\":0}");
    stage.take(element(TIME, "-1", ""));
    stage.set("sensors.range.x", "{\"sensors\":\"s\",\"max\":0}");
    stage.take(element(TIME, "1", ""));

    assertThat(stage.accepted()).extracting(Reading::value).containsExactly(-20.0, 120.5);
    assertThat(stage.rejections())
        .extracting(Rejection::getMessage)
        .containsExactly(
            "value: got -20.001, expected -20.0 to 120.5",
            "value: got 121.0, expected -20.0 to 120.5",
            "value: got -1.0, expected at least 0.0",
            "value: got 1.0, expected at most 0.0");
    assertThat(stage.reasons()).containsOnly("RANGE");
  }

  @Test
  void refusesATimeThatHasNotComeForNow() {
    stage.at("2026-06-01T00:05:00Z");
    stage.at("2026-06-01T00:05:00.001Z");

    assertThat(stage.times()).containsExactly("2026-06-01T00:05:00Z");
    assertRefused("FUTURE", "got 2026-06-01T00:05:00.001Z, ", "after now, 2026-06-01T00:00:00Z");
    assertThat(stage.rejections().get(0).failureClass()).isEqualTo(FailureClass.TRANSIENT);
  }

  @Test
  void putsASensorIntoTheGroupThatIsSet() throws Exception {
    stage.take(element(TIME, "1", ",\"group\":\"own\""));
    stage.set("sensors.group.x", "{\"sensors\":\"s*\",\"group\":\"hall\"}");
    stage.take(element(TIME, "1", ",\"group\":\"own\""));
    stage.take(element(TIME, "1", ""));

    assertThat(stage.accepted()).extracting(Reading::group).containsExactly("own", "hall", "hall");
  }

  @Test
  void saysWhenTheSensorCountsAsSilent() throws Exception {
    stage.set("sensors.silence.x", "{\"sensors\":\"?\",\"intervals\":0}");
    stage.take(element(TIME, "1", ""));

    assertThat(stage.accepted()).extracting(Reading::silenceAfter).containsExactly(0);
  }

  @Test
  void learnsNothingFromWhatItRefuses() throws Exception {
    stage.set("sensors.range.x", "{\"sensors\":\"s\",\"max\":10}");
    stage.take(element(TIME, "11", ",\"unit\":\"C\""));
    stage.take(element(TIME, "1", ",\"unit\":\"F\""));

    assertThat(stage.accepted()).extracting(Reading::unit).containsExactly("F");
  }

  @Test
  void saysWhatIsWrongInOneShortLine() {
    stage.take(element("\"\\u001b[31m" + "x\\n".repeat(1_000) + "\"", "1", ""));

    assertThat(stage.rejections().get(0).getMessage())
        .hasSizeLessThan(300)
        .matches("[\\p{Print}…]+");
  }

  @Test
  void tellsRepeatsFromOtherReadings() {
    Reading numbered = new Reading("s", 5, 1, null, null, 7L, 5);
    Reading timed = new Reading("s", 5, 1, null, null, null, 5);

    assertThat(numbered.identity()).isEqualTo("s:7");
    assertThat(timed.identity()).isEqualTo("t:5");
    assertThat(new Reading("s", 5, 1, "C", "g", 7L, 0).content()).isEqualTo(numbered.content());
    assertThat(new Reading("s", 6, 1, null, null, 7L, 5).content())
        .isNotEqualTo(numbered.content());
    assertThat(new Reading("s", 5, 2, null, null, 7L, 5).content())
        .isNotEqualTo(numbered.content());
    assertThat(new Reading("s", 5, 0.0, null, null, 7L, 5).content())
        .isEqualTo(new Reading("s", 5, -0.0, null, null, 7L, 5).content());
  }

  @Test
  void givesReadingsThatJsonKeeps() throws Exception {
    Reading reading = new Reading("s", 5, 0.1, "C", null, 7L, 5);

    assertThat(Json.write(reading))
        .isEqualTo(
            "{\"sensor\":\"s\",\"timestamp\":5,\"value\":0.1,\"unit\":\"C\",\"group\":null,"
                + "\"sequence\":7,\"silence_after\":5}");
    assertThat(Json.mapper().readValue(Json.write(reading), Reading.class)).isEqualTo(reading);
  }

  private void assertRefused(String reason, String got, String expected) {
    assertThat(stage.rejections())
        .singleElement()
        .satisfies(
            rejection -> {
              assertThat(rejection.reason()).isEqualTo(reason);
              assertThat(rejection).hasMessageContainingAll(got, expected);
            });
  }

  private static String element(String timestamp, String value, String more) {
    return "{\"sensor\":\"s\",\"timestamp\":" + timestamp + ",\"value\":" + value + more + "}";
  }
}
