package io.taskweir.connectors.kafka;

import io.taskweir.state.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import javax.annotation.Nullable;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Changes settings while jobs run: each change is there for good when {@link #put} returns, and
 * reaches the stages that read it within a moment. Whether a value is allowed is for them to say.
 */
public final class SettingsFeed implements AutoCloseable {

  private final Producer<byte[], byte[]> producer;

  SettingsFeed(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /** A feed of the topic of settings, which must exist. */
  public static SettingsFeed connect(KafkaClients clients) {
    return new SettingsFeed(KafkaFeed.producer(clients));
  }

  /**
   * Sets {@code name}, and waits until the brokers have it.
   *
   * @param value JSON; null removes the setting
   * @return the setting with its version
   * @throws IOException in one line where it is no setting or could not be sent
   */
  public Setting put(String name, @Nullable String value) throws IOException {
    byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
    String wrong = wrong(name, bytes, value);
    if (wrong != null) {
      throw new IOException("cannot send to " + Topics.SETTINGS + ": " + wrong);
    }
    byte[] key = name.getBytes(StandardCharsets.UTF_8);
    try {
      var sent = producer.send(new ProducerRecord<>(Topics.SETTINGS, key, bytes));
      producer.flush();
      return new Setting(name, sent.get().offset() + 1, value);
    } catch (ExecutionException e) {
      throw cannotSend(e.getCause());
    } catch (KafkaException e) {
      throw cannotSend(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted: cannot send to " + Topics.SETTINGS, e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }

  /** An empty value would be read as a removal, which is said with null. */
  @Nullable
  private static String wrong(String name, @Nullable byte[] bytes, @Nullable String value) {
    if (bytes != null && bytes.length == 0) {
      return "value of %s: JSON expected, got nothing".formatted(name);
    }
    return KafkaSettings.wrong(name, bytes == null ? 0 : bytes.length, value == null ? "" : value);
  }

  private static IOException cannotSend(Throwable cause) {
    return new IOException("cannot send to " + Topics.SETTINGS + ": " + cause.getMessage(), cause);
  }
}
