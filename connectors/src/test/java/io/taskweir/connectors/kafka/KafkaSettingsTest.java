package io.taskweir.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskweir.state.Setting;
import io.taskweir.state.SourceRecord;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.Nullable;
import org.apache.flink.api.connector.source.Boundedness;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {

  private static final String NAME = "sensors.range.boilers";

  @Test
  void readsTheKeyAsNameAndTheValueAsJson() {
    assertThat(KafkaSettings.setting(record(41, utf8(NAME), utf8("{\"max\":\"90 \u00b0C\"}"))))
        .isEqualTo(new Setting(NAME, 42, "{\"max\":\"90 \u00b0C\"}"));
  }

  @Test
  void readsAnEmptyValueAsARemoval() {
    assertThat(KafkaSettings.setting(record(0, utf8(NAME), new byte[0])))
        .isEqualTo(new Setting(NAME, 1, null));
  }

  @Test
  void takesNamesAndValuesUpToTheirBounds() {
    String name = "n".repeat(KafkaSettings.LONGEST_NAME);
    byte[] value = new byte[KafkaSettings.LONGEST_VALUE];

    assertThat(KafkaSettings.setting(record(0, utf8(name), value)).name()).isEqualTo(name);
  }

  @Test
  void saysWhatWasWrongInPlaceOfASetting() {
    assertUnreadable(null, utf8("1"), "a setting's name as key expected, in UTF-8");
    assertUnreadable(utf8(" "), utf8("1"), "a setting's name as key expected, in UTF-8");
    assertUnreadable(new byte[] {-1}, new byte[0], "a setting's name as key expected, in UTF-8");
    assertUnreadable(
        utf8("n".repeat(201)), utf8("1"), "name: at most 200 characters expected, got 201");
    assertUnreadable(
        utf8(NAME),
        new byte[KafkaSettings.LONGEST_VALUE + 1],
        "value of sensors.range.boilers: at most 65536 bytes expected, got 65537");
    assertUnreadable(
        utf8(NAME), new byte[] {'"', -1, '"'}, "value of sensors.range.boilers: UTF-8 expected");
  }

  @Test
  void keepsTheNewestOfEachNameWhateverTheOrder() {
    Map<String, Setting> newest = new TreeMap<>();
    KafkaSettings.keep(newest, new Setting("b", 3, "3"));
    KafkaSettings.keep(newest, new Setting("b", 1, "1"));
    KafkaSettings.keep(newest, new Setting("a", 2, "2"));
    KafkaSettings.keep(newest, new Setting("a", 5, null));
    KafkaSettings.keep(newest, new Setting(Setting.UNREADABLE, 6, "\"wrong\""));

    assertThat(newest.values())
        .containsExactly(new Setting("a", 5, null), new Setting("b", 3, "3"));
  }

  @Test
  void isASourceWithAnEndOrWithoutOne() {
    KafkaClients clients = KafkaClients.of("localhost:9092");

    assertThat(KafkaSettings.source(clients, "sensors").build().getBoundedness())
        .isEqualTo(Boundedness.CONTINUOUS_UNBOUNDED);
    assertThat(KafkaSettings.source(clients, "sensors").bounded().build())
        .satisfies(source -> assertThat(source.getBoundedness()).isEqualTo(Boundedness.BOUNDED))
        .extracting("startingOffsetsInitializer.startingOffset")
        .isEqualTo(-2L);
  }

  @Test
  void saysInOneLineThatNobodyAnswers() {
    assertThatThrownBy(() -> KafkaSettings.held(KafkaClients.of("nowhere")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot reach Kafka at nowhere: ")
        .message()
        .hasLineCount(1);
  }

  private static void assertUnreadable(@Nullable byte[] key, byte[] value, String why) {
    assertThat(KafkaSettings.setting(record(9, key, value)))
        .isEqualTo(new Setting(Setting.UNREADABLE, 10, "\"taskweir.settings/0@9: " + why + "\""));
  }

  private static SourceRecord record(long offset, @Nullable byte[] key, byte[] value) {
    return new SourceRecord(Topics.SETTINGS, 0, offset, 0, key, value, Map.of());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
