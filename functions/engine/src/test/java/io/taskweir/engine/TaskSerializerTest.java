package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskweir.engine.Words.Line;
import io.taskweir.state.Source;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import io.taskweir.state.TaskTypeInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.Nullable;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** The envelope's own layout: written, read back, and the same bytes in every version. */
class TaskSerializerTest {

  private static final TaskId ID = new TaskId(0x0102030405060708L, 0x090a0b0c0d0e0f10L);
  private static final TaskId OTHER = new TaskId(-1, Long.MIN_VALUE);
  private static final TypeSerializer<Task<Line>> SERIALIZER =
      Bytes.serializer(TaskTypeInfo.ofPayload(Line.class));

  /** Every combination of the fields that may be missing or have a usual value. */
  private static List<Task<Line>> everyCombination() {
    List<Task<Line>> tasks = new ArrayList<>();
    for (TaskId root : new TaskId[] {ID, OTHER}) {
      for (TaskId parent : new TaskId[] {null, OTHER}) {
        for (TaskId key : new TaskId[] {null, new TaskId(0, 0)}) {
          for (String tenant : new String[] {"default", "blue"}) {
            for (long deadline : new long[] {Task.NO_DEADLINE, 0, -5}) {
              for (Source source :
                  new Source[] {
                    null,
                    new Source(null, "t", 3, 4),
                    new Source("näme", "topic", 0, Long.MAX_VALUE)
                  }) {
                tasks.add(task(root, parent, key, tenant, deadline, source));
              }
            }
          }
        }
      }
    }
    return tasks;
  }

  private static Task<Line> task(
      TaskId root,
      @Nullable TaskId parent,
      @Nullable TaskId key,
      String tenant,
      long deadline,
      @Nullable Source source) {
    return new Task<>(
        ID,
        root,
        parent,
        key,
        tenant,
        2,
        7,
        1,
        1_234_567_890_123L,
        deadline,
        source,
        new Line("k", "text"));
  }

  private static Map<String, Task<Line>> pinned() {
    return Map.of(
        "root", Task.root(ID, "default", 5, Task.NO_DEADLINE, null, new Line("k", "text")),
        "full", task(OTHER, OTHER, ID, "blue", 99, new Source("name", "topic", 3, 4)),
        "unnamed", task(ID, null, null, "default", 99, new Source(null, "topic", 3, 4)));
  }

  @Test
  void readsBackEveryCombinationOfFields() throws Exception {
    for (Task<Line> task : everyCombination()) {
      assertThat(Bytes.read(SERIALIZER, Bytes.write(SERIALIZER, task))).isEqualTo(task);
    }
  }

  @Test
  void copiesEveryCombinationOfFields() throws Exception {
    for (Task<Line> task : everyCombination()) {
      byte[] bytes = Bytes.write(SERIALIZER, task);
      DataOutputSerializer copied = new DataOutputSerializer(64);
      SERIALIZER.copy(new DataInputDeserializer(bytes), copied);

      assertThat(copied.getCopyOfBuffer()).isEqualTo(bytes);
      assertThat(SERIALIZER.copy(task)).isEqualTo(task);
      assertThat(SERIALIZER.duplicate().copy(task)).isEqualTo(task);
    }
  }

  @Test
  void anUsualRootTakesFewBytesBesidesItsPayload() throws Exception {
    byte[] payload =
        Bytes.write(Bytes.serializer(TypeInformation.of(Line.class)), new Line("k", "text"));

    assertThat(Bytes.write(SERIALIZER, pinned().get("root")).length - payload.length)
        .isEqualTo(1 + 16 + 3 * 4 + 8);
  }

  /** A change of this layout makes every savepoint unreadable: add a version instead. */
  @Test
  void writesTheBytesThatEarlierVersionsWrote() throws Exception {
    Map<String, String> pins = pins("task-layout-1.txt");

    Map<String, String> written = new TreeMap<>();
    for (Map.Entry<String, Task<Line>> task : pinned().entrySet()) {
      written.put(
          task.getKey(), HexFormat.of().formatHex(Bytes.write(SERIALIZER, task.getValue())));
    }
    assertThat(written).isEqualTo(pins);
    for (Map.Entry<String, String> pin : pins.entrySet()) {
      assertThat(Bytes.read(SERIALIZER, HexFormat.of().parseHex(pin.getValue())))
          .isEqualTo(pinned().get(pin.getKey()));
    }
  }

  @Test
  void aSavepointOfTheSameLayoutIsReadAsItIs() throws Exception {
    TypeSerializerSnapshot<Task<Line>> saved =
        Bytes.snapshot(SERIALIZER, getClass().getClassLoader());

    assertThat(saved.getCurrentVersion())
        .isEqualTo(SERIALIZER.snapshotConfiguration().getCurrentVersion());
    assertThat(
            SERIALIZER.snapshotConfiguration().resolveSchemaCompatibility(saved).isCompatibleAsIs())
        .isTrue();
    assertThat(saved.restoreSerializer()).isEqualTo(SERIALIZER);
  }

  @Test
  void refusesASavepointOfAnotherPayload() throws Exception {
    TypeSerializerSnapshot<Task<Line>> saved =
        Bytes.snapshot(
            Bytes.serializer(TaskTypeInfo.ofPayload(Words.Count.class)),
            getClass().getClassLoader());

    assertThat(
            SERIALIZER.snapshotConfiguration().resolveSchemaCompatibility(saved).isIncompatible())
        .isTrue();
  }

  @Test
  void refusesAMissingPayloadType() {
    assertThatThrownBy(() -> new TaskTypeInfo<>(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("a task's payload type must be given");
  }

  @Test
  void refusesAnErasedPayloadType() {
    assertThatThrownBy(() -> Bytes.serializer(TaskTypeInfo.ofPayload(Object.class)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("Generic types have been disabled");
  }

  private static Map<String, String> pins(String file) throws IOException {
    Map<String, String> pins = new TreeMap<>();
    for (String line : Bytes.lines(file)) {
      String[] pin = line.split(" ", 2);
      pins.put(pin[0], pin[1]);
    }
    return pins;
  }
}
