package io.taskweir.engine.internal;

import io.taskweir.engine.Key;
import io.taskweir.state.DeadLetter;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import java.io.Serializable;
import javax.annotation.Nullable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Puts the records of any stream into envelopes, each a root of the default tenant. */
final class Roots<I> implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Key<I> id;
  private final StageSpec.Place place;

  /** Roots named by {@code id} at {@code place}. */
  Roots(Key<I> id, StageSpec.Place place) {
    this.id = id;
    this.place = place;
  }

  /** The root under the user's own id; null where that cannot be had. */
  @Nullable
  Task<I> named(StreamRecord<I> element, long now) {
    String name = StageKeySelector.keyOrNull(id, element.getValue());
    return name == null ? null : root(TaskId.ofCaller(Task.DEFAULT_TENANT, name), element, now);
  }

  /** The root under an id made of what it says. */
  Task<I> unnamed(StreamRecord<I> element, DeadLetter.Input body, long now) {
    return root(TaskId.derive("unnamed", place.stage(), body.value()), element, now);
  }

  private Task<I> root(TaskId root, StreamRecord<I> element, long now) {
    long createdAt = element.hasTimestamp() ? element.getTimestamp() : now;
    return Task.root(
        root, Task.DEFAULT_TENANT, createdAt, Task.NO_DEADLINE, null, element.getValue());
  }
}
