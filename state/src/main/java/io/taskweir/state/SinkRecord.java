package io.taskweir.state;

import java.util.Map;
import javax.annotation.Nullable;

/**
 * A record on its way to Kafka.
 *
 * @param topic where it goes
 * @param tenant whose it is: its body may become a blob of that tenant
 * @param key its key
 * @param value its value
 * @param headers its headers
 */
public record SinkRecord(
    String topic, String tenant, @Nullable byte[] key, byte[] value, Map<String, byte[]> headers) {}
