package io.taskweir.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.engine.RecordingContext;
import io.taskweir.engine.Rejection;
import io.taskweir.state.Content;
import io.taskweir.state.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** No byte sequence makes the tasks do anything but take or refuse it, and nothing is lost. */
class AnyReadingTest {

  private static final long SEEDS = 3_000;

  private static final Set<String> REASONS =
      Set.of(
          "EMPTY",
          "LIMIT",
          "JSON",
          "SENSOR",
          "TIMESTAMP",
          "VALUE",
          "UNIT",
          "GROUP",
          "SEQUENCE",
          "FUTURE");

  /** What records are made of, and what breaks them. */
  private static final List<String> PIECES =
      List.of(
          "{\"sensor\":\"a\",\"timestamp\":1,\"value\":2}",
          "{\"sensor\":\"b\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"value\":2,\"unit\":\"C\"}",
          "{\"sensor\":\"c\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"value\":NaN}",
          "{\"sensor\":\"d\",\"timestamp\":9999999999999,\"value\":1}",
          "{\"sensor\":\"e\",\"timestamp\":\"today\",\"value\":1}",
          "{\"sensor\":\"f\",\"timestamp\":1,\"value\":1,",
          "{\"sensor\":",
          "\"a\"",
          "\"timestamp\":",
          "\"value\":",
          "\"unit\":\"K\"",
          "\"unit\":\"none\"}",
          "\"group\":\"\"}",
          "\"sequence\":-1}",
          "\"2026-01-01T00:00:00Z\"",
          "\"+999999999-01-01T00:00:00Z\"",
          "1e999",
          "-0",
          "99999999999999999999999",
          "null",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\\",
          "\\u0000",
          "\\ud800",
          "\n",
          "\r\n",
          " ",
          "\0",
          "\u00ff",
          "\u00c3\u00a4",
          "\u00ef\u00bb\u00bf",
          "\u00ed\u00a0\u0080");

  private final Set<String> met = new TreeSet<>();
  private int accepted;

  @Test
  void takesOrRefusesAnyMixtureOfPieces() throws Exception {
    for (long seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      StringBuilder record = new StringBuilder();
      for (int pieces = random.nextInt(12); pieces > 0; pieces--) {
        record.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      assertTakesOrRefuses(seed, record.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    assertThat(met).containsAll(REASONS.stream().filter(r -> !r.equals("LIMIT")).toList());
    assertThat(accepted).isPositive();
  }

  @Test
  void takesOrRefusesAnyBytes() throws Exception {
    for (long seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      assertTakesOrRefuses(seed, bytes);
    }

    assertThat(met).contains("JSON", "EMPTY");
  }

  @Test
  void takesOrRefusesAnyDamageToAGoodRecord() throws Exception {
    for (long seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      byte[] bytes = good(random.nextBoolean() ? "," : "\n").getBytes(StandardCharsets.UTF_8);
      for (int damages = random.nextInt(4); damages > 0; damages--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      assertTakesOrRefuses(seed, bytes);
    }

    assertThat(accepted).isGreaterThan((int) SEEDS);
  }

  private static String good(String separator) {
    String lines = String.join(separator, PIECES.get(0), PIECES.get(1), PIECES.get(0));
    return separator.equals(",") ? "[" + lines + "]" : lines;
  }

  private void assertTakesOrRefuses(long seed, byte[] bytes) throws Exception {
    try (RecordingContext<RawReading> context = new RecordingContext<>()) {
      new SplitReadings().run(Content.of(bytes), context);
      assertHoldsAll(seed, bytes, context.results());
      for (RawReading raw : context.results()) {
        assertThat(Json.mapper().readValue(Json.write(raw), RawReading.class)).isEqualTo(raw);
        assertThat(raw.key()).isNotNull();
        validate(seed, raw);
      }
    } catch (Rejection e) {
      assertKnown(seed, e);
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  /** Each character that is no bracket, comma or blank around elements is in an element. */
  private static void assertHoldsAll(long seed, byte[] bytes, List<RawReading> elements) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    String kept = essence(String.join("", elements.stream().map(RawReading::json).toList()));
    assertThat(kept)
        .as("seed %d", seed)
        .isEqualTo(essence(text.startsWith("\uFEFF") ? text.substring(1) : text));
  }

  private static String essence(String text) {
    return text.replaceAll("[\\[\\], \\t\\r\\n]", "");
  }

  private void validate(long seed, RawReading raw) {
    try (RecordingContext<Reading> context = new RecordingContext<>()) {
      context.at(ValidationStage.NOW).with(SensorSettings.class, SensorSettings.defaults());
      new ValidateReading().run(raw, context);
      accepted += context.results().size();
      assertThat(context.results()).allMatch(reading -> Double.isFinite(reading.value()));
    } catch (Rejection e) {
      assertKnown(seed, e);
    }
  }

  private void assertKnown(long seed, Rejection rejection) {
    met.add(rejection.reason());
    assertThat(rejection.reason()).as("seed %d", seed).isIn(REASONS);
    assertThat(rejection.getMessage())
        .as("seed %d", seed)
        .hasSizeLessThan(500)
        .matches("[^\\p{Cntrl}\\u2028\\u2029]+");
  }
}
