package io.taskweir.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskweir.state.Setting;
import java.io.IOException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class SettingsFeedTest {

  private final ByteArraySerializer bytes = new ByteArraySerializer();
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, bytes, bytes);

  @Test
  void sendsASettingUnderItsNameAndARemovalWithoutAValue() throws IOException {
    try (SettingsFeed feed = new SettingsFeed(producer)) {
      assertThat(feed.put("a", "1")).isEqualTo(new Setting("a", 1, "1"));
      assertThat(feed.put("a", null)).isEqualTo(new Setting("a", 2, null));
    }
    assertThat(producer.history())
        .allSatisfy(
            sent -> {
              assertThat(sent.topic()).isEqualTo("taskweir.settings");
              assertThat(sent.key()).isEqualTo("a".getBytes(UTF_8));
            });
    assertThat(producer.history())
        .extracting(sent -> sent.value())
        .containsExactly("1".getBytes(UTF_8), null);
  }

  @Test
  void refusesWhatWouldBeNoSetting() {
    try (SettingsFeed feed = new SettingsFeed(producer)) {
      assertThatThrownBy(() -> feed.put("", "1"))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "cannot send to taskweir.settings: a setting's name as key expected, in UTF-8");
      assertThatThrownBy(() -> feed.put("a", ""))
          .hasMessage("cannot send to taskweir.settings: value of a: JSON expected, got nothing");
      assertThatThrownBy(() -> feed.put("a", "x".repeat(KafkaSettings.LONGEST_VALUE + 1)))
          .hasMessage(
              "cannot send to taskweir.settings: value of a: at most 65536 bytes expected, got"
                  + " 65537");
    }
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void saysInOneLineThatTheBrokersRefuse() {
    producer.sendException = new AuthorizationException("not yours");
    try (SettingsFeed feed = new SettingsFeed(producer)) {
      assertThatThrownBy(() -> feed.put("a", "1"))
          .isInstanceOf(IOException.class)
          .hasMessage("cannot send to taskweir.settings: not yours");
    }
  }
}
