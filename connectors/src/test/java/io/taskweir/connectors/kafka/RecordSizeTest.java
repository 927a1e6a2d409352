package io.taskweir.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.state.SinkRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.junit.jupiter.api.Test;

class RecordSizeTest {

  @Test
  void isNeverLessThanWhatTheProducerReckonsNorMuchMore() {
    for (long seed = 0; seed < 2_000; seed++) {
      SinkRecord record = random(new Random(seed));

      long ours = RecordSize.upperBound(record);
      long kafkas = kafkasUpperBound(record);

      assertThat(ours)
          .as("seed %d", seed)
          .isBetween(kafkas, kafkas + 32 + 10L * record.headers().size());
    }
  }

  private static long kafkasUpperBound(SinkRecord record) {
    Header[] headers =
        record.headers().entrySet().stream()
            .map(header -> new RecordHeader(header.getKey(), header.getValue()))
            .toArray(Header[]::new);
    return AbstractRecords.estimateSizeInBytesUpperBound(
        RecordBatch.CURRENT_MAGIC_VALUE,
        CompressionType.NONE,
        record.key(),
        record.value(),
        headers);
  }

  private static SinkRecord random(Random random) {
    Map<String, byte[]> headers = new HashMap<>();
    int count = random.nextInt(20);
    for (int i = 0; i < count; i++) {
      String name = i + "ä€𐍈".repeat(random.nextInt(40));
      headers.put(name, random.nextInt(5) == 0 ? null : new byte[random.nextInt(500)]);
    }
    byte[] key = random.nextBoolean() ? null : new byte[random.nextInt(300)];
    return new SinkRecord("t", "default", key, new byte[random.nextInt(1 << 18)], headers);
  }
}
