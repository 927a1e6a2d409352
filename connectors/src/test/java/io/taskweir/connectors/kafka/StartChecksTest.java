package io.taskweir.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StartChecksTest {

  @Test
  void refusesSubtasksThatWouldHaveNothingToRead() {
    assertThatThrownBy(() -> StartChecks.requirePartitions("taskweir.email.in", 3, 4))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "topic taskweir.email.in has 3 partitions for 4 subtasks that read it; expected at least"
                + " one each: lower the parallelism to 3, or add partitions");
    assertThatCode(() -> StartChecks.requirePartitions("taskweir.email.in", 4, 4))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesTransactionsThatTheBrokersWouldRefuse() {
    Duration hour = Duration.ofHours(1);

    assertThatThrownBy(() -> StartChecks.requireTimeout(hour, Duration.ofMinutes(15)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "taskweir.kafka.transaction-timeout: 3600 s is not allowed; expected at most 900 s, the"
                + " brokers' transaction.max.timeout.ms");
    assertThatCode(() -> StartChecks.requireTimeout(hour, hour)).doesNotThrowAnyException();
  }
}
