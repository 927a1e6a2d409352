package io.taskweir.connectors.kafka;

import io.taskweir.state.SinkRecord;
import java.nio.charset.StandardCharsets;

/**
 * How large a record may become for Kafka, uncompressed and alone in its batch: what the producer
 * compares with {@code max.request.size}, and never less.
 */
final class RecordSize {

  /** The header of a batch of format 2. */
  private static final long BATCH = 61;

  /** Length, attributes, timestamp and offset deltas of a record, each at its longest. */
  private static final long RECORD = 21;

  /** A length at its longest. */
  private static final long LENGTH = 5;

  private RecordSize() {}

  static long upperBound(SinkRecord record) {
    long size = BATCH + RECORD + 3 * LENGTH;
    size += record.key() == null ? 0 : record.key().length;
    size += record.value().length;
    for (var header : record.headers().entrySet()) {
      size += 2 * LENGTH + header.getKey().getBytes(StandardCharsets.UTF_8).length;
      size += header.getValue() == null ? 0 : header.getValue().length;
    }
    return size;
  }
}
