package io.taskweir.deploy.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RootCauseTest {

  @Test
  void saysTheInnermostCauseWithoutItsPackage() {
    String trace =
        """
        org.apache.flink.util.FlinkException: Global failure
        \tat org.apache.flink.Some.method(Some.java:1)
        Caused by: java.lang.RuntimeException: outer
        \tat io.taskweir.Other.method(Other.java:2)
        Caused by: java.io.IOException: disk away
        \t... 3 more
        """;
    assertThat(RootCause.of(trace)).isEqualTo("IOException: disk away");
  }

  @Test
  void saysTheFirstLineWhereNothingCausedIt() {
    assertThat(RootCause.of("java.lang.IllegalStateException: no model\n\tat a.B.c(B.java:1)"))
        .isEqualTo("IllegalStateException: no model");
  }
}
