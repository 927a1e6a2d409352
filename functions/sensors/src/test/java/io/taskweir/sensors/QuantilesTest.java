package io.taskweir.sensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskweir.sensors.Values.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuantilesTest {

  private static final double[] ASKED = {0, 0.01, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1};
  private static final int[] COUNTS = {1, 2, 3, 15, 16, 17, 60, 100, 1_000, 3_600, 100_000};

  /** What is nearer to 0 than the smallest normal double counts as 0. */
  private static final double AS_GOOD_AS_ZERO = 2.3e-308;

  @ParameterizedTest
  @EnumSource
  void areWithinOnePercentOfTheValue(Shape shape) {
    double worst = 0;
    for (int count : COUNTS) {
      double[] values = shape.values(count, count);
      WindowSummary summary = Values.summary(values);
      Arrays.sort(values);
      for (double q : ASKED) {
        worst = Math.max(worst, error(summary.quantile(q), at(q, values)));
      }
    }
    System.out.printf(Locale.ROOT, "%-13s worst error %.4f%%%n", shape, 100 * worst);
    assertThat(worst).isLessThanOrEqualTo(0.01);
  }

  @ParameterizedTest
  @EnumSource
  void areExactForSixteenValues(Shape shape) {
    for (int count = 1; count <= 16; count++) {
      double[] values = shape.values(count, count);
      WindowSummary summary = Values.summary(values);
      Arrays.sort(values);
      for (double q : ASKED) {
        assertThat(summary.quantile(q)).isEqualTo(at(q, values));
      }
    }
  }

  @Test
  void takeTheLowerOfTwoNeighbours() {
    assertThat(Values.summary(4, 3, 2, 1).quantile(0.5)).isEqualTo(2);
  }

  @Test
  void knowTheOnlyValueExactlyHoweverOftenItCame() {
    assertThat(Values.summary(Shape.CONSTANT.values(10_000, 1)).quantile(0.95))
        .isEqualTo(73.96732207);
  }

  @ParameterizedTest
  @EnumSource
  void holdTheSameBytesHoweverTheyWereMerged(Shape shape) throws IOException {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      var readings = Values.readings(shape.values(1 + random.nextInt(200), seed));
      assertThat(bytes(Values.shuffledAndMerged(readings, random).quantiles))
          .isEqualTo(bytes(Values.summary(readings).quantiles));
    }
  }

  /** More bins than are kept. */
  @Test
  void holdTheSameBytesHoweverTheyWereMergedWhenBinsCollapse() throws IOException {
    Random random = new Random(7);
    double[] values =
        random.doubles(20_000, -700, 700).map(x -> x < 0 ? -Math.exp(-x) : Math.exp(x)).toArray();
    var readings = Values.readings(values);
    byte[] whole = bytes(Values.summary(readings).quantiles);

    for (int tree = 0; tree < 20; tree++) {
      assertThat(bytes(Values.shuffledAndMerged(readings, random).quantiles)).isEqualTo(whole);
    }
  }

  @Test
  void oneAbsurdValueDoesNotSpoilTheOthers() {
    double[] values = Shape.UNIFORM.values(1_000, 1);
    values[500] = 1e300;
    WindowSummary summary = Values.summary(values);
    Arrays.sort(values);

    assertThat(error(summary.quantile(0.5), at(0.5, values))).isLessThanOrEqualTo(0.01);
    assertThat(error(summary.quantile(1), 1e300)).isLessThanOrEqualTo(0.01);
  }

  @ParameterizedTest
  @EnumSource
  void areReadBackAsTheyWere(Shape shape) throws IOException {
    for (int count : COUNTS) {
      Quantiles quantiles = Values.summary(shape.values(count, count)).quantiles;
      Quantiles read = FlinkBytes.read(Quantiles.class, bytes(quantiles));

      assertThat(bytes(read)).as("untouched").isEqualTo(bytes(quantiles));
      assertThat(read.count()).isEqualTo(count);
      assertThat(bytes(read)).as("decoded").isEqualTo(bytes(quantiles));
      assertThat(read.at(0.95)).isEqualTo(quantiles.at(0.95));
    }
  }

  @Test
  void growOnFromWhatWasRead() throws IOException {
    Quantiles kept = new Quantiles();
    Quantiles written = new Quantiles();
    for (double value : Shape.MIXED_SIGN.values(500, 3)) {
      kept.add(value);
      written = FlinkBytes.read(Quantiles.class, bytes(written));
      written.add(value);
    }
    assertThat(bytes(written)).isEqualTo(bytes(kept));
  }

  @Test
  void refuseAFormThatTheyDoNotKnow() throws IOException {
    Quantiles read = FlinkBytes.read(Quantiles.class, new byte[] {1, 7});

    assertThatThrownBy(read::count).hasMessageContaining("form 0 or 1 expected, got 7");
  }

  private static byte[] bytes(Quantiles quantiles) throws IOException {
    return FlinkBytes.write(Quantiles.class, quantiles);
  }

  private static double at(double q, double[] sorted) {
    return sorted[(int) Math.floor(q * (sorted.length - 1))];
  }

  private static double error(double got, double expected) {
    double off = Math.abs(got - expected);
    return off <= AS_GOOD_AS_ZERO ? 0 : off / Math.abs(expected);
  }
}
