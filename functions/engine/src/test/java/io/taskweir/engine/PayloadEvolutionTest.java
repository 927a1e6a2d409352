package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import io.taskweir.state.TaskTypeInfo;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A payload's record may gain and lose fields between the version that wrote a savepoint and the
 * version that reads it. Both are compiled here, each for a class loader of its own.
 */
class PayloadEvolutionTest {

  private static final String BEFORE =
      "public record Reading(String sensor, long count, java.util.List<String> tags) {}";

  @TempDir Path directory;

  /** One version of the record {@code Reading}. */
  private final class Version {

    private final Class<Object> type;

    @SuppressWarnings("unchecked")
    Version(String name, String source) throws Exception {
      Path folder = Files.createDirectory(directory.resolve(name));
      Path file = Files.writeString(folder.resolve("Reading.java"), source);
      assertThat(
              ToolProvider.getSystemJavaCompiler()
                  .run(null, null, null, "-proc:none", "-d", folder.toString(), file.toString()))
          .isZero();
      ClassLoader loader =
          new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
      type = (Class<Object>) loader.loadClass("Reading");
    }

    Object reading(Object... fields) throws Exception {
      return type.getConstructors()[0].newInstance(fields);
    }

    /** What a memo keeps: a list of tasks. */
    TypeSerializer<List<Task<Object>>> serializer() {
      return Bytes.serializer(Types.LIST(new TaskTypeInfo<>(TypeInformation.of(type))));
    }
  }

  /** Writes with one version and reads with the next, as Flink does when it restores. */
  private static String migrated(Version before, Version after, Object... fields) throws Exception {
    Task<Object> task = Task.root(new TaskId(1, 2), "blue", 3, 4, null, before.reading(fields));
    byte[] bytes = Bytes.write(before.serializer(), List.of(task));

    TypeSerializerSnapshot<List<Task<Object>>> saved =
        Bytes.snapshot(before.serializer(), after.type.getClassLoader());
    TypeSerializerSchemaCompatibility<List<Task<Object>>> compatibility =
        after.serializer().snapshotConfiguration().resolveSchemaCompatibility(saved);
    assertThat(compatibility.isCompatibleAfterMigration()).isTrue();

    Task<Object> read = Bytes.read(saved.restoreSerializer(), bytes).get(0);
    assertThat(read.with("")).isEqualTo(task.with(""));
    assertThat(read.payload()).isInstanceOf(after.type);
    assertThat(Bytes.read(after.serializer(), Bytes.write(after.serializer(), List.of(read))))
        .containsExactly(read);
    return read.payload().toString();
  }

  @Test
  void anAddedFieldIsNullAndAnAddedPrimitiveZero() throws Exception {
    Version before = new Version("before", BEFORE);
    Version after =
        new Version(
            "after",
            "public record Reading(String sensor, String unit, long count, int sum,"
                + " java.util.List<String> tags, Long boxed) {}");

    assertThat(migrated(before, after, "s", 7L, List.of("a", "b")))
        .isEqualTo("Reading[sensor=s, unit=null, count=7, sum=0, tags=[a, b], boxed=null]");
  }

  @Test
  void aRemovedFieldIsForgotten() throws Exception {
    Version before = new Version("before", BEFORE);
    Version after =
        new Version(
            "after", "public record Reading(java.util.List<String> tags, String sensor) {}");

    assertThat(migrated(before, after, "s", 7L, List.of("a", "b")))
        .isEqualTo("Reading[tags=[a, b], sensor=s]");
  }

  @Test
  void aChangedTypeIsRefused() throws Exception {
    Version before = new Version("before", BEFORE);
    Version after =
        new Version(
            "after",
            "public record Reading(String sensor, String count, java.util.List<String> tags) {}");

    TypeSerializerSnapshot<List<Task<Object>>> saved =
        Bytes.snapshot(before.serializer(), after.type.getClassLoader());
    assertThat(
            after
                .serializer()
                .snapshotConfiguration()
                .resolveSchemaCompatibility(saved)
                .isIncompatible())
        .isTrue();
  }
}
