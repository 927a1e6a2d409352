package io.taskweir.connectors.kafka;

import io.taskweir.state.Json;
import io.taskweir.state.Setting;
import io.taskweir.state.SourceRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.Nullable;

/**
 * The settings in the compacted topic {@value Topics#SETTINGS}: a record's key is the name, its
 * value the JSON, and a record without a value removes the setting. The topic has one partition, so
 * all changes have one order.
 *
 * <p>A record that is no setting (no name, a name of more than {@value #LONGEST_NAME} characters, a
 * value of more than {@value #LONGEST_VALUE} bytes, text that is not UTF-8) is neither dropped nor
 * cut to something else: it becomes a setting named {@link Setting#UNREADABLE}, whose value says in
 * one line what was wrong and where. It sets nothing, and the stage that reads it can report it.
 */
public final class KafkaSettings {

  /** The longest name of a setting, in characters. */
  public static final int LONGEST_NAME = 200;

  /** The largest value of a setting, in bytes. */
  public static final int LONGEST_VALUE = 64 * 1024;

  private KafkaSettings() {}

  /**
   * The source of all settings from the topic's beginning, whatever the group has read before:
   * compaction keeps the newest of each name. Each record goes through {@link #setting}. Without an
   * end, unless it is {@link KafkaBytes#bounded}.
   */
  public static KafkaBytes source(KafkaClients clients, String group) {
    return KafkaBytes.from(clients, Topics.SETTINGS, group).fromEarliest();
  }

  /** The setting that lies in {@code record}, or one named {@link Setting#UNREADABLE}. */
  public static Setting setting(SourceRecord record) {
    long version = record.offset() + 1;
    String name = text(record.key());
    String value = text(record.value());
    String wrong = wrong(name, record.value().length, value);
    if (name == null || wrong != null) {
      return new Setting(Setting.UNREADABLE, version, refusal(record, wrong));
    }
    return new Setting(name, version, record.value().length == 0 ? null : value);
  }

  /**
   * The newest setting of each name as the topic has them now, by name, those that were removed
   * included: what a job starts from. Unreadable ones are left to the source, which reports them.
   *
   * @return nothing where there is no such topic
   * @throws IOException in one line where the brokers do not answer
   */
  public static List<Setting> held(KafkaClients clients) throws IOException {
    try (KafkaAdmin admin = KafkaAdmin.connect(clients)) {
      if (!admin.topics().contains(Topics.SETTINGS)) {
        return List.of();
      }
    }
    Map<String, Setting> newest = new TreeMap<>();
    new ReadTopic(clients).forEach(Topics.SETTINGS, record -> keep(newest, setting(record)));
    return List.copyOf(newest.values());
  }

  static void keep(Map<String, Setting> newest, Setting setting) {
    if (!setting.name().equals(Setting.UNREADABLE)) {
      newest.merge(setting.name(), setting, (a, b) -> a.version() > b.version() ? a : b);
    }
  }

  /** What speaks against a setting of this name and value; null for nothing. */
  @Nullable
  static String wrong(@Nullable String name, int valueBytes, @Nullable String value) {
    if (name == null || name.isBlank()) {
      return "a setting's name as key expected, in UTF-8";
    }
    if (name.length() > LONGEST_NAME) {
      return "name: at most %d characters expected, got %d".formatted(LONGEST_NAME, name.length());
    }
    if (valueBytes > LONGEST_VALUE) {
      return "value of %s: at most %d bytes expected, got %d"
          .formatted(name, LONGEST_VALUE, valueBytes);
    }
    return value == null ? "value of %s: UTF-8 expected".formatted(name) : null;
  }

  private static String refusal(SourceRecord record, @Nullable String wrong) {
    String line =
        "%s/%d@%d: %s".formatted(record.topic(), record.partition(), record.offset(), wrong);
    try {
      return Json.write(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes as text; null where there are none or they are not UTF-8. */
  @Nullable
  private static String text(@Nullable byte[] bytes) {
    if (bytes == null) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
