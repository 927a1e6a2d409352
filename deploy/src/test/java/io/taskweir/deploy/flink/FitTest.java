package io.taskweir.deploy.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FitTest {

  @ParameterizedTest
  @CsvSource({
    "2.2.1, 2.2.1, true",
    "2.2.1, 2.2.0, true",
    "2.2.1, 2.3.0, true",
    "2.2.1, 2.10-SNAPSHOT, true",
    "2.2.1, 2.1.4, false",
    "2.2.1, 1.20.3, false",
    "2.2.1, 3.2.1, false",
    "2.2.1, <unknown>, false",
  })
  void runsJarsOnClustersOfTheSameMajorVersionThatAreNotOlder(
      String built, String cluster, boolean expected) {
    assertThat(Fit.runs(built, cluster)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2.2.1, 2.2.0, true",
    "2.3.0, 2.3-SNAPSHOT, true",
    "2.2.1, 2.3.0, false",
    "2.3.0, 2.2.1, false",
    "2.2.1, 3.2.1, false",
  })
  void givesGraphsOnlyToClustersOfTheVersionThatMadeThem(
      String builder, String cluster, boolean expected) {
    assertThat(Fit.takesGraphs(builder, cluster)).isEqualTo(expected);
  }
}
