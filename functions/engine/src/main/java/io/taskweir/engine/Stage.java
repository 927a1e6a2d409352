package io.taskweir.engine;

import io.taskweir.engine.internal.ClaimPolicy;
import io.taskweir.engine.internal.OperatorLayout;
import io.taskweir.engine.internal.Reads;
import io.taskweir.engine.internal.StageKeySelector;
import io.taskweir.engine.internal.StageOperatorFactory;
import io.taskweir.engine.internal.StageSpec;
import io.taskweir.state.Setting;
import io.taskweir.state.Task;
import io.taskweir.state.TaskTypeInfo;
import java.time.Duration;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.api.common.functions.InvalidTypesException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.typeutils.TypeExtractor;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * A stage in the making: say how it is keyed and what it promises, then put it {@link #on} a
 * stream.
 *
 * @param <I> the task's input
 * @param <O> the task's result
 */
public final class Stage<I, O> {

  private final Workflow workflow;
  private final String uid;
  private final TaskFunction<I, O> task;
  private StageSettings settings;
  @Nullable private Key<I> key;
  private boolean sameKey;
  private boolean inSourceOrder;
  private boolean acrossTenants;
  @Nullable private ClaimPolicy<I> claims;
  @Nullable private Duration sharedLifetime;
  @Nullable private Key<I> content;
  @Nullable private Duration longestHold;
  @Nullable private DataStream<Setting> settingsInput;
  @Nullable private Reads<?> reads;
  @Nullable private TypeInformation<O> result;

  Stage(Workflow workflow, String uid, TaskFunction<I, O> task) {
    this.workflow = workflow;
    this.uid = uid;
    this.task = task;
    this.settings = workflow.settings();
  }

  /** Keys the stage by what {@code taken} takes from the input, within the tenant. */
  public Stage<I, O> keyBy(Key<I> taken) {
    key = taken;
    return this;
  }

  /**
   * Stays on the key of the stage before, without an exchange. The key is that stage's also in
   * whose it is: behind one that says {@code acrossTenants()}, claims and entries are shared by
   * all.
   */
  public Stage<I, O> sameKey() {
    sameKey = true;
    return this;
  }

  /**
   * Keeps the order of the source: tasks that came from one partition pass one after another. Only
   * one that is retried is overtaken. So no more subtasks have work than the source has partitions.
   */
  public Stage<I, O> inSourceOrder() {
    inSourceOrder = true;
    return this;
  }

  /** Shares keys, and so results, among all tenants. */
  public Stage<I, O> acrossTenants() {
    acrossTenants = true;
    return this;
  }

  /**
   * Processes each stage key once: within {@code lifetime} of a success, in processing time, a
   * repeat is suppressed. Take at least twice the longest replay.
   */
  public Stage<I, O> once(Duration lifetime) {
    claims = new ClaimPolicy<>(null, lifetime, false, null);
    return this;
  }

  /** As {@link #once(Duration)}, for keys within the stage's key. */
  public Stage<I, O> once(Key<I> claimed, Duration lifetime) {
    claims = new ClaimPolicy<>(claimed, lifetime, false, null);
    return this;
  }

  /**
   * Processes each stage key once, and emits the stored outputs again for every repeat within
   * {@code lifetime}. The result must depend on nothing but the key.
   */
  public Stage<I, O> memoize(Duration lifetime) {
    claims = new ClaimPolicy<>(null, lifetime, true, null);
    return this;
  }

  /** As {@link #memoize(Duration)}, for keys within the stage's key. */
  public Stage<I, O> memoize(Key<I> claimed, Duration lifetime) {
    claims = new ClaimPolicy<>(claimed, lifetime, true, null);
    return this;
  }

  /**
   * Lets a repeat never stand for a different result: with {@code once} or {@code memoize}, a
   * repeat from which {@code compared} takes something else than from the task that has done the
   * key is a dead letter {@code CONFLICT} that names that task. Only equal ones are suppressed; two
   * from which it takes null are equal. Costs eight bytes a claim and two hashes a repeat.
   */
  public Stage<I, O> conflictsOn(Key<I> compared) {
    content = compared;
    return this;
  }

  /** Lets the task share entries under the stage's key, for at most {@code longest}. */
  public Stage<I, O> shares(Duration longest) {
    if (longest.toMillis() < 1) {
      throw new IllegalArgumentException(
          "stage " + uid + ": shares: a lifetime of at least 1 ms expected, got " + longest);
    }
    sharedLifetime = longest;
    return this;
  }

  /**
   * Lets the task hold its input until another of its key has run (see {@link TaskContext#hold}),
   * for at most {@code longest}, in processing time, or until its deadline. Too short: what would
   * be confirmed is a dead letter. Too long: an input that nothing confirms lies in state that
   * long. At most 1,000 are held under a key, and each success of the key runs all of them again.
   */
  public Stage<I, O> holds(Duration longest) {
    if (longest.toMillis() < 1) {
      throw new IllegalArgumentException(
          "stage " + uid + ": holds: at least 1 ms expected, got " + longest);
    }
    longestHold = longest;
    return this;
  }

  /**
   * Hands the task settings that change while it runs (see {@link TaskContext#settings}). They are
   * a second input of every subtask, so the stage is not chained to what stands before it, and a
   * bounded job ends only when they end too.
   *
   * @param changes the settings of a topic, of this schema and others; only newer versions count
   * @param schema which of them are read, and how
   * @param initial what held when the job was submitted: there from the first record on. What a
   *     checkpoint holds in a newer version wins
   */
  public <S> Stage<I, O> reads(
      DataStream<Setting> changes, SettingsSchema<S> schema, List<Setting> initial) {
    settingsInput = changes;
    reads = new Reads<>(schema, List.copyOf(initial));
    return this;
  }

  /** Takes these settings instead of the workflow's. */
  public Stage<I, O> settings(StageSettings own) {
    settings = own;
    return this;
  }

  /** Names the result's type where it cannot be read from the task's class, as of a lambda. */
  public Stage<I, O> returns(Class<O> type) {
    result = TypeInformation.of(type);
    return this;
  }

  /** Puts the stage on a stream of tasks. */
  public StageStreams<O> on(DataStream<Task<I>> tasks) {
    return wire(tasks, null);
  }

  /** Puts the stage on an output of another, which a join may then ask for the outcome of. */
  public StageStreams<O> on(StageStreams.Children<I> children) {
    return wire(children.stream(), children.output());
  }

  /**
   * As the other, on outputs of several stages that have one name. A join that hears those stages
   * too waits for what each of them sends here.
   */
  @SafeVarargs
  public final StageStreams<O> on(
      StageStreams.Children<I> first, StageStreams.Children<I>... more) {
    DataStream<Task<I>> all = first.stream();
    for (StageStreams.Children<I> other : more) {
      if (!other.output().equals(first.output())) {
        throw new IllegalArgumentException(
            "stage %s: outputs of one name expected, got %s and %s"
                .formatted(uid, first.output(), other.output()));
      }
      all = all.union(other.stream());
    }
    return wire(all, first.output());
  }

  /**
   * Puts the stage on any stream of an existing job. {@code id} names each record: the same name is
   * the same work, after every restart too.
   */
  public StageStreams<O> on(DataStream<I> records, Key<I> id) {
    return on(workflow.enveloped(uid + "-intake", records, id));
  }

  private StageStreams<O> wire(DataStream<Task<I>> tasks, @Nullable String answersFor) {
    StageSpec<I, O> spec = spec(inputType(tasks));
    StageOperatorFactory<I, O> factory = new StageOperatorFactory<>(spec);
    SingleOutputStreamOperator<Task<O>> operator =
        transformed(keyed(tasks, spec), new TaskTypeInfo<>(spec.result()), factory)
            .uid(workflow.claim(uid))
            .name(uid);
    workflow.report(operator);
    workflow.keeps(tasks, OperatorLayout.of(spec));
    return new StageStreams<>(uid, operator, factory, spec, answersFor);
  }

  private SingleOutputStreamOperator<Task<O>> transformed(
      KeyedStream<Task<I>, Tuple2<Long, Long>> tasks,
      TaskTypeInfo<O> type,
      StageOperatorFactory<I, O> factory) {
    if (settingsInput == null) {
      return tasks.transform(uid, type, factory);
    }
    // Accounts and dead letters of settings go by this name, so no other stage may have it.
    workflow.claim(uid + "-settings");
    return tasks.connect(settingsInput.broadcast()).transform(uid, type, factory);
  }

  private KeyedStream<Task<I>, Tuple2<Long, Long>> keyed(
      DataStream<Task<I>> tasks, StageSpec<I, O> spec) {
    return sameKey
        ? DataStreamUtils.reinterpretAsKeyedStream(tasks, spec.keys(), StageKeySelector.TYPE)
        : tasks.keyBy(spec.keys(), StageKeySelector.TYPE);
  }

  StageSpec<I, O> spec(TypeInformation<I> input) {
    requireSound();
    return new StageSpec<>(
        workflow.place(uid),
        task,
        keys(),
        acrossTenants,
        claims == null ? null : claims.conflictingOn(content),
        sharedLifetime,
        longestHold,
        reads,
        settings,
        input,
        resultType(),
        task.outputs(),
        workflow.blobs());
  }

  private StageKeySelector<I> keys() {
    if (sameKey) {
      return StageKeySelector.sameKey();
    }
    if (inSourceOrder) {
      return StageKeySelector.bySource();
    }
    return key == null ? StageKeySelector.byId() : StageKeySelector.byPayload(key, acrossTenants);
  }

  private void requireSound() {
    if (sameKey && key != null) {
      throw new IllegalArgumentException("stage " + uid + ": either keyBy or sameKey, not both");
    }
    if (inSourceOrder && (sameKey || key != null)) {
      throw new IllegalArgumentException(
          "stage "
              + uid
              + ": inSourceOrder is a key of its own: neither keyBy nor sameKey with it");
    }
    if (claims != null && key == null && !sameKey) {
      throw new IllegalArgumentException(
          "stage " + uid + ": once and memoize need a key; say keyBy(...) or sameKey()");
    }
    if (content != null && claims == null) {
      throw new IllegalArgumentException(
          "stage " + uid + ": conflictsOn needs claims; say once(...) or memoize(...)");
    }
    if (claims != null && claims.lifetime().toMillis() < settings.longestWaitMillis()) {
      throw new IllegalArgumentException(
          "stage "
              + uid
              + ": a claim's lifetime of "
              + claims.lifetime().toMillis()
              + " ms is shorter than the longest wait between attempts, "
              + settings.longestWaitMillis()
              + " ms");
    }
    requireSoundHold();
  }

  private void requireSoundHold() {
    if (longestHold == null) {
      return;
    }
    if (key == null && !sameKey) {
      throw new IllegalArgumentException(
          "stage " + uid + ": holds needs a key; say keyBy(...) or sameKey()");
    }
    if (claims != null && claims.lifetime().compareTo(longestHold) < 0) {
      throw new IllegalArgumentException(
          "stage "
              + uid
              + ": a claim's lifetime of "
              + claims.lifetime().toMillis()
              + " ms is shorter than the longest hold, "
              + longestHold.toMillis()
              + " ms");
    }
  }

  @SuppressWarnings("unchecked")
  private TypeInformation<I> inputType(DataStream<Task<I>> tasks) {
    if (tasks.getType() instanceof TaskTypeInfo<?> type) {
      return (TypeInformation<I>) type.payloadType();
    }
    throw new IllegalArgumentException(
        "stage " + uid + ": a stream of type Task<...> expected, got " + tasks.getType());
  }

  private TypeInformation<O> resultType() {
    if (result != null) {
      return result;
    }
    try {
      return TypeExtractor.createTypeInfo(task, TaskFunction.class, task.getClass(), 1);
    } catch (InvalidTypesException e) {
      throw new IllegalArgumentException(
          "stage "
              + uid
              + ": the result's type cannot be read from "
              + task.getClass().getName()
              + "; name it with returns(Result.class)",
          e);
    }
  }
}
