package io.taskweir.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SizeLimitsTest {

  @Test
  void takesTheSmallerOfClientAndTopicLessAMargin() throws IOException {
    assertThat(SizeLimits.limit("t", 1_048_576, 1_048_588)).isEqualTo(1_048_576 - 1024 - 5242);
    assertThat(SizeLimits.limit("t", 1_048_576, 100_000)).isEqualTo(100_000 - 1024 - 500);
  }

  @Test
  void namesTheSettingThatIsTooSmall() {
    assertThatThrownBy(() -> SizeLimits.limit("results", 1_048_576, 9_000))
        .isInstanceOf(IOException.class)
        .hasMessage("max.message.bytes of topic results is 9000: at least 18432 expected");
    assertThatThrownBy(() -> SizeLimits.limit("results", 9_000, 1_048_588))
        .isInstanceOf(IOException.class)
        .hasMessage("kafka.max.request.size of topic results is 9000: at least 18432 expected");
  }

  @Test
  void acceptsTheLeastThatItNames() throws IOException {
    assertThat(SizeLimits.limit("t", 18 * 1024, 1_048_588))
        .isGreaterThanOrEqualTo(SizeLimits.SMALLEST);
  }

  @Test
  void saysWhatIsNoNumberBeforeItAsksTheBrokers() {
    KafkaClients clients = KafkaClients.of("localhost:1", Map.of("kafka.max.request.size", "1 MB"));

    assertThatThrownBy(() -> SizeLimits.check(clients, List.of("t")))
        .isInstanceOf(IOException.class)
        .hasMessage("kafka.max.request.size: expected a number of bytes, got \"1 MB\"");
  }
}
