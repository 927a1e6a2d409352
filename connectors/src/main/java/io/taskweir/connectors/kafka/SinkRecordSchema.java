package io.taskweir.connectors.kafka;

import io.taskweir.state.SinkRecord;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Copies a {@link SinkRecord} into a Kafka record. It takes the time of writing, not the record's
 * event time: retention counts from it, and yesterday's mail would be deleted at once.
 */
final class SinkRecordSchema implements KafkaRecordSerializationSchema<SinkRecord> {

  private static final long serialVersionUID = 1L;

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      SinkRecord record, KafkaSinkContext context, @Nullable Long eventTime) {
    List<Header> headers = new ArrayList<>(record.headers().size());
    record.headers().forEach((name, value) -> headers.add(new RecordHeader(name, value)));
    return new ProducerRecord<>(record.topic(), null, record.key(), record.value(), headers);
  }
}
