package io.taskweir.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the room keeps and sends is serialised by Flink, never by Kryo. */
class SensorRecordsTest {

  static Stream<Object> records() {
    return Stream.of(
        new RawReading(1, "{}", null),
        new RawReading(1, "{}", "s"),
        new Reading("s", 1, 2, null, null, null, 5),
        new Reading("s", 1, 2, "C", "g", 3L, 5),
        new Heartbeat("s", "t", 1, new long[] {2, 3}, 5, true, 4),
        new Silence("i", "r", "t", 1, "s", Instant.EPOCH, 5, Instant.EPOCH, null),
        new Silence("i", "r", "t", 2, "s", Instant.EPOCH, 5, Instant.EPOCH, Instant.EPOCH),
        new Report("i", "r", "t", 1, null, 2, "end", Instant.EPOCH, "f", "t", 3, List.of(), 0),
        new Report(
            "i",
            "r",
            "t",
            1,
            "g",
            2,
            "end",
            Instant.EPOCH,
            "f",
            "t",
            3,
            List.of(new Report.Sensor("s", null, "1h", 1, 2, 3, 4, 5, 6)),
            7));
  }

  @ParameterizedTest
  @MethodSource("records")
  <T> void areReadBackAsTheyWere(T value) throws Exception {
    @SuppressWarnings("unchecked")
    TypeSerializer<T> serializer =
        TypeInformation.of((Class<T>) value.getClass()).createSerializer(config());
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(value, out);

    assertThat(serializer).isInstanceOf(PojoSerializer.class);
    assertThat(serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
        .usingRecursiveComparison()
        .isEqualTo(value);
  }

  private static SerializerConfigImpl config() {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.configure(settings, SensorRecordsTest.class.getClassLoader());
    return config;
  }
}
