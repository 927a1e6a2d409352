package io.taskweir.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.state.Headers;
import io.taskweir.state.SourceRecord;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class SourceRecordSchemaTest {

  private final SourceRecordSchema schema = new SourceRecordSchema();

  @Test
  void keepsCoordinatesTimeKeyAndValue() {
    SourceRecord read = schema.read(record(bytes("k"), bytes("v"), new RecordHeaders()));

    assertThat(read.topic()).isEqualTo("in");
    assertThat(read.partition()).isEqualTo(3);
    assertThat(read.offset()).isEqualTo(42);
    assertThat(read.timestamp()).isEqualTo(1700000000000L);
    assertThat(read.key()).isEqualTo(bytes("k"));
    assertThat(read.value()).isEqualTo(bytes("v"));
  }

  @Test
  void readsATombstoneAsAnEmptyValue() {
    SourceRecord read = schema.read(record(null, null, new RecordHeaders()));

    assertThat(read.key()).isNull();
    assertThat(read.value()).isEmpty();
  }

  @Test
  void keepsTheLastHeaderOfEachName() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("trace", bytes("1")).add("trace", bytes("2")).add("empty", null);
    headers.add(Headers.TENANT, bytes("a")).add(Headers.TENANT, bytes("b"));

    Map<String, byte[]> read = schema.read(record(null, bytes("v"), headers)).headers();

    assertThat(read.get("trace")).isEqualTo(bytes("2"));
    assertThat(read.get(Headers.TENANT)).isEqualTo(bytes("b"));
    assertThat(read.get("empty")).isEmpty();
  }

  @Test
  void boundsTheNumberOfStrangersHeadersButKeepsOurs() {
    RecordHeaders headers = new RecordHeaders();
    for (int i = 0; i < 10_000; i++) {
      headers.add("x" + i, bytes("y"));
    }
    headers.add(Headers.ID, bytes("an id")).add(Headers.KIND, bytes("rollups"));

    Map<String, byte[]> read = schema.read(record(null, bytes("v"), headers)).headers();

    assertThat(read).hasSize(SourceRecordSchema.MAX_OTHERS + 2).containsKey("x0");
    assertThat(read.get(Headers.KIND)).isEqualTo(bytes("rollups"));
    assertThat(read.get(Headers.ID)).isEqualTo(bytes("an id"));
  }

  @Test
  void boundsTheBytesOfStrangersHeadersButKeepsOursWhole() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("large", new byte[SourceRecordSchema.MAX_OTHER_BYTES]);
    headers.add("small", bytes("fits"));
    headers.add(Headers.SOURCE, new byte[100_000]);

    Map<String, byte[]> read = schema.read(record(null, bytes("v"), headers)).headers();

    assertThat(read).containsOnlyKeys("small", Headers.SOURCE);
    assertThat(read.get(Headers.SOURCE)).hasSize(100_000);
  }

  @Test
  void needsNoGenericTypeInFlink() throws IOException {
    Configuration strict = new Configuration();
    strict.set(PipelineOptions.GENERIC_TYPES, false);
    ExecutionConfig config = new ExecutionConfig(strict);
    TypeSerializer<SourceRecord> serializer =
        schema.getProducedType().createSerializer(config.getSerializerConfig());
    RecordHeaders headers = new RecordHeaders();
    headers.add(Headers.SOURCE, bytes("a.eml"));
    SourceRecord record = schema.read(record(null, bytes("v"), headers));

    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(record, out);
    SourceRecord copy = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));

    assertThat(copy).usingRecursiveComparison().isEqualTo(record);
  }

  private static ConsumerRecord<byte[], byte[]> record(
      byte[] key, byte[] value, RecordHeaders headers) {
    return new ConsumerRecord<>(
        "in",
        3,
        42,
        1700000000000L,
        TimestampType.CREATE_TIME,
        0,
        0,
        key,
        value,
        headers,
        Optional.empty());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
