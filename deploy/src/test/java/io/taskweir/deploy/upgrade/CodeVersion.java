package io.taskweir.deploy.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.state.layout.KeptState;
import io.taskweir.state.layout.StageKind;
import io.taskweir.state.layout.StageLayout;
import io.taskweir.state.layout.StateKind;
import io.taskweir.state.layout.StateLayout;
import io.taskweir.state.layout.TypesSeen;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.annotation.Nullable;
import javax.tools.ToolProvider;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * A version of somebody's code, compiled for a class loader of its own, that keeps an {@code R}.
 */
final class CodeVersion {

  private static final Pattern TYPE = Pattern.compile("(record|enum|class) (\\w+)");

  private final ClassLoader loader;
  @Nullable private final TypeInformation<Object> type;

  /**
   * Compiles public types, each a text such as {@code record R(long a) {}}, into {@code folder}.
   */
  CodeVersion(Path folder, String... types) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", folder.toString()));
    for (String source : types) {
      Matcher name = TYPE.matcher(source);
      assertThat(name.find()).isTrue();
      Path file = folder.resolve(name.group(2) + ".java");
      arguments.add(Files.writeString(file, "import java.util.*; public " + source).toString());
    }
    int errors =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(errors).isZero();
    loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, CodeVersion.class.getClassLoader());
    type = hasClass("R") ? typeOf("R") : null;
  }

  boolean hasClass(String name) {
    return loader.getResource(name.replace('.', '/') + ".class") != null;
  }

  /** An instance of one of its records; of an enum, the constant that is the argument. */
  Object make(String name, Object... fields) throws Exception {
    Class<?> made = loader.loadClass(name);
    if (made.isEnum()) {
      return made.getMethod("valueOf", String.class).invoke(null, fields);
    }
    for (Constructor<?> constructor : made.getConstructors()) {
      if (constructor.getParameterCount() == fields.length) {
        return constructor.newInstance(fields);
      }
    }
    throw new IllegalArgumentException(name + " has no constructor of " + fields.length);
  }

  /** What it would publish: one state, an {@code R}; none where it has no such class any more. */
  StateLayout layout() {
    TypesSeen types = new TypesSeen();
    if (type == null) {
      StageLayout stage = StageLayout.of("stage", StageKind.FUNCTION);
      return new StateLayout("w", "1", 0, Map.of("stage", stage), Map.of());
    }
    KeptState state = new KeptState("s", StateKind.VALUE, null, types.see(type), null);
    StageLayout stage =
        new StageLayout("stage", StageKind.FUNCTION, null, 0, List.of(state), List.of(), null);
    return new StateLayout("w", "1", 0, Map.of("stage", stage), types.records());
  }

  /**
   * Whether Flink restores {@code value}, which {@code before} has written. Its word on the
   * serializers is not enough: it also gives it where a nested one cannot even be read.
   */
  boolean restores(CodeVersion before, Object value) throws Exception {
    try {
      TypeSerializerSnapshot<Object> saved = snapshotOf(before);
      return !serializer()
              .snapshotConfiguration()
              .resolveSchemaCompatibility(saved)
              .isIncompatible()
          && migrated(before, value) != null;
    } catch (IOException | RuntimeException unreadable) {
      return false;
    }
  }

  /** Whether it can read of what the state is that {@code before} has written, wanted or not. */
  boolean reads(CodeVersion before) {
    try {
      return snapshotOf(before) != null;
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** What becomes of a value that {@code before} has written, as Flink migrates it. */
  String migrated(CodeVersion before, Object value) throws Exception {
    DataOutputSerializer out = new DataOutputSerializer(64);
    before.serializer().serialize(value, out);
    Object read =
        snapshotOf(before)
            .restoreSerializer()
            .deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    DataOutputSerializer again = new DataOutputSerializer(64);
    serializer().serialize(read, again);
    return serializer().deserialize(new DataInputDeserializer(again.getCopyOfBuffer())).toString();
  }

  private TypeSerializerSnapshot<Object> snapshotOf(CodeVersion before) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(256);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, before.serializer().snapshotConfiguration());
    return TypeSerializerSnapshot.readVersionedSnapshot(
        new DataInputDeserializer(out.getCopyOfBuffer()), loader);
  }

  private TypeSerializer<Object> serializer() {
    return type.createSerializer(new SerializerConfigImpl());
  }

  @SuppressWarnings("unchecked")
  private TypeInformation<Object> typeOf(String name) throws ClassNotFoundException {
    return (TypeInformation<Object>) TypeInformation.of(loader.loadClass(name));
  }
}
