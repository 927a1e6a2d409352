package io.taskweir.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.engine.Key;
import io.taskweir.engine.StageSettings.AuditLevel;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;

class RecordArrivalsTest {

  private static final StageSpec.Place PLACE = new StageSpec.Place("lines", "count", "dev");
  private static final Key<String> WORD =
      line -> line.isEmpty() ? null : line.substring(0, line.indexOf(" "));

  private final RecordArrivals<String> arrivals =
      new RecordArrivals<>(WORD, line -> line.endsWith("!") ? null : line, PLACE);

  private Task<String> task(StreamRecord<String> element) throws Exception {
    var serializer = Types.STRING.createSerializer(new SerializerConfigImpl());
    return arrivals.task(element, new Reports<>(PLACE, AuditLevel.ALL, serializer), 77);
  }

  /** So a stream of tasks can become one of records, or the other way, on the same state. */
  @Test
  void hasTheKeyThatTheTaskWouldHave() throws Exception {
    var tasks = new TaskArrivals<>(StageKeySelector.byPayload(WORD, false));
    Task<String> task = task(new StreamRecord<>("red house"));

    assertThat(arrivals.getKey("red house"))
        .isEqualTo(tasks.getKey(task))
        .isEqualTo(arrivals.getKey("red barn"))
        .isNotEqualTo(arrivals.getKey("blue barn"));
    assertThat(arrivals.name("red house"))
        .isEqualTo(tasks.name(task))
        .isEqualTo(arrivals.name("red barn"))
        .isNotEqualTo(arrivals.name("blue barn"));
  }

  @Test
  void hasNoNameWithoutAKey() {
    assertThat(arrivals.name("")).isNull();
    assertThat(arrivals.name(null)).isNull();
    assertThat(arrivals.getKey("")).isEqualTo(arrivals.getKey(null));
  }

  @Test
  void namesTheEnvelopeByItsId() throws Exception {
    Task<String> task = task(new StreamRecord<>("red house", 5));

    assertThat(task)
        .isEqualTo(
            Task.root(
                TaskId.ofCaller("default", "red house"),
                "default",
                5,
                Task.NO_DEADLINE,
                null,
                "red house"));
    assertThat(task(new StreamRecord<>("red house")).createdAt()).isEqualTo(77);
  }

  @Test
  void namesTheEnvelopeByItsContentWhereItHasNoId() throws Exception {
    TaskId help = task(new StreamRecord<>("help!")).id();

    assertThat(help).isEqualTo(TaskId.derive("unnamed", "count", "\"help!\""));
    assertThat(task(new StreamRecord<>("help!")).id()).isEqualTo(help);
    assertThat(task(new StreamRecord<>("fire!")).id()).isNotEqualTo(help);
  }
}
