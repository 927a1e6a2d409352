package io.taskweir.connectors.kafka;

import io.taskweir.state.Headers;
import io.taskweir.state.SourceRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Copies a Kafka record into a {@link SourceRecord}; there is no record that it refuses.
 *
 * <p>Headers of a stranger are bounded, since they travel with every record: at most {@value
 * #MAX_OTHERS} of them with {@value #MAX_OTHER_BYTES} bytes. The first in the record's order stay,
 * those past the bound are left out and counted in {@code headersLeftOut}. Taskweir's own headers
 * always stay, whole: the first stage judges them.
 */
final class SourceRecordSchema implements KafkaRecordDeserializationSchema<SourceRecord> {

  private static final long serialVersionUID = 1L;

  static final int MAX_OTHERS = 100;
  static final int MAX_OTHER_BYTES = 32 * 1024;

  private static final byte[] EMPTY = {};
  private static final Set<String> OURS =
      Set.of(
          Headers.ID,
          Headers.TENANT,
          Headers.SOURCE,
          Headers.BLOB,
          Headers.KIND,
          FitRecord.OVERFLOW);

  @Nullable private transient Counter leftOut;

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    leftOut = context.getMetricGroup().counter("headersLeftOut");
  }

  @Override
  public void deserialize(
      ConsumerRecord<byte[], byte[]> record, Collector<SourceRecord> collector) {
    collector.collect(read(record));
  }

  SourceRecord read(ConsumerRecord<byte[], byte[]> record) {
    return new SourceRecord(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.key(),
        record.value() == null ? EMPTY : record.value(),
        headers(record.headers()));
  }

  private Map<String, byte[]> headers(Iterable<Header> headers) {
    Map<String, byte[]> kept = new HashMap<>();
    int others = 0;
    long otherBytes = 0;
    for (Header header : headers) {
      byte[] value = header.value() == null ? EMPTY : header.value();
      if (!OURS.contains(header.key())) {
        byte[] former = kept.get(header.key());
        int count = others + (former == null ? 1 : 0);
        long bytes =
            otherBytes + value.length + (former == null ? header.key().length() : -former.length);
        if (count > MAX_OTHERS || bytes > MAX_OTHER_BYTES) {
          countLeftOut();
          continue;
        }
        others = count;
        otherBytes = bytes;
      }
      kept.put(header.key(), value);
    }
    return kept;
  }

  private void countLeftOut() {
    if (leftOut != null) {
      leftOut.inc();
    }
  }

  @Override
  public TypeInformation<SourceRecord> getProducedType() {
    return TypeInformation.of(SourceRecord.class);
  }
}
