package io.taskweir.deploy.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueAxisTest {

  @Test
  void stepsByOneTwoOrFive() {
    assertThat(labels(0, 6)).containsExactly("0", "1", "2", "3", "4", "5", "6");
    assertThat(labels(2.1, 108)).containsExactly("0", "20", "40", "60", "80", "100", "120");
    assertThat(labels(12, 29)).containsExactly("10", "15", "20", "25", "30");
  }

  @Test
  void writesDecimalsAlike() {
    assertThat(labels(0.1, 0.7)).containsExactly("0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7");
    assertThat(labels(-1, 1.2)).containsExactly("\u22121.0", "\u22120.5", "0", "0.5", "1.0", "1.5");
  }

  @Test
  void shortensLargeAndSmallNumbers() {
    assertThat(labels(0, 3000)).contains("500", "3,000");
    assertThat(labels(0, 40_000)).containsExactly("0", "10k", "20k", "30k", "40k");
    assertThat(labels(1e12, 3e12)).startsWith("1.0T", "1.5T");
    assertThat(labels(1e-12, 3e-12)).startsWith("1.0p", "1.5p");
    assertThat(labels(-5e-4, -3e-4)).contains("\u2212500\u00b5");
    assertThat(labels(0, 6e21)).contains("1e21");
    assertThat(labels(0, 6e-21)).contains("1e\u221221");
  }

  @Test
  void dropsThePrefixWhereItWouldHideTheDifference() {
    assertThat(labels(1e12 - 1, 1e12 + 1)).contains("1,000,000,000,000.5");
    assertThat(labels(20_000, 20_060)).contains("20.01k");
  }

  @Test
  void makesRoomAroundAConstant() {
    assertThat(labels(0, 0)).containsExactly("\u22121.0", "\u22120.5", "0", "0.5", "1.0");
    assertThat(labels(20, 20)).containsExactly("18", "19", "20", "21", "22");
    assertThat(labels(-1e-12, -1e-12)).contains("\u22121.00p").doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "0,1",
    "-1,1",
    "-3.3,-3.2",
    "1e-12,2e-12",
    "1e12,1.000001e12",
    "-1e300,1e300",
    "0,1e-280",
    "4.9e-324,1e-323",
    "99.99,100.01",
    "0.1,0.3",
    "-7,-7",
    "5,5.000000000000001"
  })
  void holdsWhatItIsForWithAFewDistinctTicks(double min, double max) {
    ValueAxis axis = ValueAxis.of(min, max);

    assertThat(axis.low()).isLessThanOrEqualTo(min).isLessThan(axis.high());
    assertThat(axis.high()).isGreaterThanOrEqualTo(max);
    assertThat(axis.ticks()).hasSizeBetween(3, 9);
    assertThat(axis.ticks().stream().map(ValueAxis.Tick::label)).doesNotHaveDuplicates();
    assertThat(axis.ticks().get(0).at()).isEqualTo(axis.low());
    assertThat(axis.ticks().get(axis.ticks().size() - 1).at()).isEqualTo(axis.high());
  }

  private static List<String> labels(double min, double max) {
    return ValueAxis.of(min, max).ticks().stream().map(ValueAxis.Tick::label).toList();
  }
}
