package io.taskweir.sensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.taskweir.sensors.Values.Shape;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class WindowSummaryTest {

  private static final MathContext DIGITS = new MathContext(60);

  @ParameterizedTest
  @EnumSource(
      names = {"TO_THE_EDGE"},
      mode = Mode.EXCLUDE)
  void saysTheSameHoweverItWasMerged(Shape shape) {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      var readings = Values.readings(shape.values(1 + random.nextInt(300), seed));
      WindowSummary whole = Values.summary(readings);
      WindowSummary merged = Values.shuffledAndMerged(readings, random);

      assertThat(merged)
          .usingRecursiveComparison()
          .ignoringFields("sumLow", "squaresHigh", "squaresLow", "quantiles")
          .isEqualTo(whole);
      assertThat(merged.mean()).isEqualTo(whole.mean());
      assertThat(merged.stddev()).isCloseTo(whole.stddev(), within(1e-12 * whole.stddev()));
      assertThat(merged.quantile(0.95)).isEqualTo(whole.quantile(0.95));
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {"TO_THE_EDGE", "DENORMAL", "HUGE"},
      mode = Mode.EXCLUDE)
  void agreesWithDecimalArithmetic(Shape shape) {
    for (int count : new int[] {1, 2, 17, 1_000, 20_000}) {
      double[] values = shape.values(count, count);
      WindowSummary summary = Values.summary(values);
      BigDecimal sum = sum(values);
      BigDecimal mean = sum.divide(BigDecimal.valueOf(count), DIGITS);

      assertThat(summary.sumHigh).isEqualTo(sum.doubleValue());
      assertThat(summary.mean()).isEqualTo(mean.doubleValue());
      double expected = stddev(values, mean);
      assertThat(summary.stddev()).isCloseTo(expected, within(1e-12 * expected));
    }
  }

  @Test
  void keepsWhatPlainAdditionLoses() {
    assertThat(Values.summary(1e16, 1, -1e16, 1).sumHigh).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void isFiniteForAllFiniteReadings(Shape shape) {
    for (int count : new int[] {1, 2, 17, 1_000}) {
      WindowSummary summary = Values.summary(shape.values(count, count));
      assertThat(summary.sumHigh + summary.sumLow).isFinite();
      assertThat(summary.squaresHigh + summary.squaresLow).isFinite();
      assertThat(summary.mean()).isBetween(summary.min, summary.max);
      assertThat(summary.stddev()).isFinite().isNotNegative();
    }
  }

  @Test
  void leavesASumThatOverflowsAtTheEndOfTheRange() {
    WindowSummary over = Values.summary(1e308, 1e308);
    over.addAll(Values.summary(1e308, 1e308));
    WindowSummary under = Values.summary(-1e308, -1e308, -1e308);

    assertThat(over.sumHigh).isEqualTo(Double.MAX_VALUE);
    assertThat(over.mean()).isEqualTo(1e308);
    assertThat(over.stddev()).isZero();
    assertThat(under.sumHigh).isEqualTo(-Double.MAX_VALUE);
    assertThat(Values.summary(-Double.MAX_VALUE, Double.MAX_VALUE).stddev())
        .isEqualTo(Double.MAX_VALUE);
  }

  @Test
  void knowsNoNegativeZero() {
    assertThat(Double.toString(Values.summary(-0.0).min)).isEqualTo("0.0");
  }

  @Test
  void takesFirstAndLastByTimeThenSequenceThenValue() {
    List<Reading> sorted =
        List.of(
            Values.reading(1, null, 8),
            Values.reading(1, 1L, 7),
            Values.reading(1, 2L, 3),
            Values.reading(1, 2L, 5),
            Values.reading(2, 1L, 4),
            Values.reading(2, 2L, 1));
    Random random = new Random(1);
    for (int i = 0; i < 100; i++) {
      WindowSummary summary = Values.shuffledAndMerged(sorted, random);
      assertThat(summary.first).isEqualTo(8);
      assertThat(summary.last).isEqualTo(1);
      assertThat(Values.shuffledAndMerged(sorted.subList(1, 4), random).first).isEqualTo(7);
      assertThat(Values.shuffledAndMerged(sorted.subList(1, 4), random).last).isEqualTo(5);
    }
  }

  @Test
  void takesUnitAndGroupOfItsFirstReading() {
    WindowSummary summary = new WindowSummary();
    summary.add(new Reading("boiler", 20, 1, "F", "south", null, 0));
    summary.add(new Reading("boiler", 10, 1, "C", null, null, 0));
    WindowSummary later = new WindowSummary();
    later.add(new Reading("boiler", 30, 1, "K", "west", null, 0));
    later.addAll(summary);

    assertThat(later.unit).isEqualTo("C");
    assertThat(later.group).isNull();
    assertThat(later.sensor).isEqualTo("boiler");
  }

  /** Only by mistake, and even then it does not depend on who came first. */
  @Test
  void takesUnitAndGroupOfEqualReadingsByName() {
    List<Reading> equal =
        List.of(
            new Reading("boiler", 10, 1, "C", "south", null, 0),
            new Reading("boiler", 10, 1, "F", "north", null, 0),
            new Reading("boiler", 10, 1, "C", "north", null, 0));
    Random random = new Random(1);
    for (int i = 0; i < 50; i++) {
      WindowSummary summary = Values.shuffledAndMerged(equal, random);
      assertThat(summary.unit + " " + summary.group).isEqualTo("C north");
    }
  }

  @Test
  void leavesWhatIsMergedIntoItAloneAndSharesNothingWithIt() throws IOException {
    for (int count : new int[] {1, 10, 16, 17, 500}) {
      WindowSummary other = Values.summary(Shape.MIXED_SIGN.values(count, 1));
      byte[] before = FlinkBytes.write(WindowSummary.class, other);
      WindowSummary summary = new WindowSummary();
      summary.addAll(other);
      summary.addAll(other);
      Values.readings(Shape.MIXED_SIGN.values(50, 2)).forEach(summary::add);

      assertThat(FlinkBytes.write(WindowSummary.class, other)).isEqualTo(before);
    }
  }

  @Test
  void isKeptByFlinksSerializerOfPojos() {
    assertThat(FlinkBytes.serializer(WindowSummary.class)).isInstanceOf(PojoSerializer.class);
    assertThat(FlinkBytes.serializer(Reading.class)).isInstanceOf(PojoSerializer.class);
    assertThat(FlinkBytes.serializer(Rollup.class)).isInstanceOf(PojoSerializer.class);
  }

  @Test
  void goesOnFromStateAsIfItHadNeverBeenThere() throws IOException {
    WindowSummary kept = new WindowSummary();
    WindowSummary stored = new WindowSummary();
    for (Reading reading : Values.readings(Shape.NORMAL.values(300, 1))) {
      kept.add(reading);
      stored = stored(stored);
      stored.add(reading);
    }
    WindowSummary merged = stored(stored);
    merged.addAll(stored(stored));
    kept.addAll(stored);

    assertThat(FlinkBytes.write(WindowSummary.class, merged))
        .isEqualTo(FlinkBytes.write(WindowSummary.class, kept));
  }

  @Test
  void aCopyGoesItsOwnWay() throws IOException {
    TypeSerializer<WindowSummary> serializer = FlinkBytes.serializer(WindowSummary.class);
    for (int count : new int[] {1, 16, 17, 500}) {
      WindowSummary decoded = Values.summary(Shape.MIXED_SIGN.values(count, 1));
      for (WindowSummary summary : List.of(decoded, stored(decoded))) {
        byte[] before = FlinkBytes.write(WindowSummary.class, summary);
        WindowSummary copy = serializer.copy(summary);
        Values.readings(Shape.MIXED_SIGN.values(50, 2)).forEach(copy::add);

        assertThat(FlinkBytes.write(WindowSummary.class, summary)).isEqualTo(before);
        assertThat(copy.quantiles.count()).isEqualTo(count + 50);
      }
    }
  }

  @Test
  void readsIntoAUsedObjectAsIntoANewOne() throws IOException {
    TypeSerializer<WindowSummary> serializer = FlinkBytes.serializer(WindowSummary.class);
    byte[] few = FlinkBytes.write(WindowSummary.class, Values.summary(1, 2, 3));
    WindowSummary used = Values.summary(Shape.MIXED_SIGN.values(500, 1));

    WindowSummary read = serializer.deserialize(used, new DataInputDeserializer(few));
    WindowSummary fresh = FlinkBytes.read(WindowSummary.class, few);
    for (Reading reading : Values.readings(Shape.MIXED_SIGN.values(50, 2))) {
      read.add(reading);
      fresh.add(reading);
    }

    assertThat(FlinkBytes.write(WindowSummary.class, read))
        .isEqualTo(FlinkBytes.write(WindowSummary.class, fresh));
  }

  private static WindowSummary stored(WindowSummary summary) throws IOException {
    return FlinkBytes.read(WindowSummary.class, FlinkBytes.write(WindowSummary.class, summary));
  }

  private static BigDecimal sum(double[] values) {
    return Arrays.stream(values).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static double stddev(double[] values, BigDecimal mean) {
    return Arrays.stream(values)
        .mapToObj(value -> new BigDecimal(value).subtract(mean).pow(2))
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .divide(BigDecimal.valueOf(values.length), DIGITS)
        .sqrt(DIGITS)
        .doubleValue();
  }
}
