package io.taskweir.state;

import java.util.Map;
import javax.annotation.Nullable;

/**
 * A record as it lay in Kafka, untouched: sources emit bytes, so that what cannot be parsed becomes
 * a dead letter of the first stage and never a restart of the source.
 *
 * @param topic its topic
 * @param partition its partition
 * @param offset its offset
 * @param timestamp its time, in epoch milliseconds
 * @param key its key; null where it has none
 * @param value its value; empty where it has none
 * @param headers the last header of each name; names as in {@link Headers}
 */
public record SourceRecord(
    String topic,
    int partition,
    long offset,
    long timestamp,
    @Nullable byte[] key,
    byte[] value,
    Map<String, byte[]> headers) {}
