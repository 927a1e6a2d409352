package io.taskweir.sensors;

import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Serializers as a real job makes them, and what they write. */
final class FlinkBytes {

  private FlinkBytes() {}

  /** The serializer of {@code type}; it throws where that would be Kryo. */
  static <T> TypeSerializer<T> serializer(Class<T> type) {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.configure(settings, FlinkBytes.class.getClassLoader());
    return TypeInformation.of(type).createSerializer(config);
  }

  static <T> byte[] write(Class<T> type, T value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer(type).serialize(value, out);
    return out.getCopyOfBuffer();
  }

  /** Reads one value, and throws where bytes are left over. */
  static <T> T read(Class<T> type, byte[] bytes) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    T value = serializer(type).deserialize(in);
    if (in.available() > 0) {
      throw new IOException(in.available() + " bytes were not read");
    }
    return value;
  }
}
