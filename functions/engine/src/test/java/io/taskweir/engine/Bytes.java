package io.taskweir.engine;

import io.taskweir.state.Claim;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Serializers as a real job makes them, and what they write. */
final class Bytes {

  private Bytes() {}

  /** The serializer of {@code type}; it throws where that would be Kryo. */
  static <T> TypeSerializer<T> serializer(TypeInformation<T> type) {
    return type.createSerializer(config());
  }

  /** The type of a record as in the first builds: Flink's serializer, and a field less. */
  static <T> TypeInformation<T> without(String field, TypeInformation<T> type) {
    PojoTypeInfo<T> ours = (PojoTypeInfo<T>) type;
    return new PojoTypeInfo<>(
        ours.getTypeClass(),
        IntStream.range(0, ours.getArity())
            .mapToObj(ours::getPojoFieldAt)
            .filter(each -> !each.getField().getName().equals(field))
            .toList());
  }

  /** The type of a claim as in the first builds. */
  static TypeInformation<Claim> claimByFlink() {
    return without("since", TypeInformation.of(Claim.class));
  }

  /** The settings of a real job: nothing falls to Kryo. */
  static SerializerConfig config() {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.configure(settings, Bytes.class.getClassLoader());
    return config;
  }

  static <T> byte[] write(TypeSerializer<T> serializer, T value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(value, out);
    return out.getCopyOfBuffer();
  }

  /** Reads one value, and throws where bytes are left over. */
  static <T> T read(TypeSerializer<T> serializer, byte[] bytes) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    T value = serializer.deserialize(in);
    if (in.available() > 0) {
      throw new IOException(in.available() + " bytes were not read");
    }
    return value;
  }

  /** What a savepoint holds of {@code serializer}, read back by the classes of {@code loader}. */
  @SuppressWarnings("unchecked")
  static <T> TypeSerializerSnapshot<T> snapshot(TypeSerializer<?> serializer, ClassLoader loader)
      throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(256);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
    return (TypeSerializerSnapshot<T>)
        TypeSerializerSnapshot.readVersionedSnapshot(
            new DataInputDeserializer(out.getCopyOfBuffer()), loader);
  }

  /** The lines of a file that pins what may not change. */
  static List<String> lines(String file) throws IOException {
    try (InputStream in = Bytes.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
