package io.taskweir.engine;

import io.taskweir.engine.internal.CollectOperatorFactory;
import io.taskweir.engine.internal.CollectSpec;
import io.taskweir.engine.internal.OperatorLayout;
import io.taskweir.engine.internal.Payloads;
import io.taskweir.engine.internal.StageKeySelector;
import io.taskweir.state.Task;
import io.taskweir.state.TaskTypeInfo;
import javax.annotation.Nullable;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * A stage on batches in the making: items of a key are collected until a trigger hands them to the
 * task as one. The task is an ordinary stage, in one chain with what collects for it; each batch is
 * a run of its own, and an item has ended when it is collected.
 *
 * <p>A batch is one record: it is held on the heap when it fires, and kept as one value where its
 * task is retried. The trigger's number of items bounds it.
 *
 * @param <I> what is collected
 * @param <O> what the task makes of a batch
 */
public final class Batching<I, O> {

  private final Workflow workflow;
  private final String uid;
  private final TaskFunction<Batch<I>, O> task;
  private StageSettings settings;
  @Nullable private Key<I> key;
  @Nullable private Trigger trigger;
  @Nullable private Class<O> result;

  Batching(Workflow workflow, String uid, TaskFunction<Batch<I>, O> task) {
    this.workflow = workflow;
    this.uid = uid;
    this.task = task;
    this.settings = workflow.settings();
  }

  /** Collects by what {@code taken} takes from an item, within the tenant. */
  public Batching<I, O> keyBy(Key<I> taken) {
    key = taken;
    return this;
  }

  /** Fires at {@code declared}. */
  public Batching<I, O> when(Trigger declared) {
    trigger = declared;
    return this;
  }

  /** Takes these settings instead of the workflow's. */
  public Batching<I, O> settings(StageSettings own) {
    settings = own;
    return this;
  }

  /** Names the result's type where it cannot be read from the task's class, as of a lambda. */
  public Batching<I, O> returns(Class<O> type) {
    result = type;
    return this;
  }

  /** Collects from a stream of tasks. */
  public StageStreams<O> on(DataStream<Task<I>> items) {
    requireSound();
    Stage<Batch<I>, O> stage = workflow.stage(uid, task);
    if (result != null) {
      stage.returns(result);
    }
    return stage.sameKey().settings(settings).on(collect(items, spec(items)));
  }

  private DataStream<Task<Batch<I>>> collect(DataStream<Task<I>> items, CollectSpec<I> spec) {
    String collectUid = workflow.claim(spec.place().stage());
    SingleOutputStreamOperator<Task<Batch<I>>> collected =
        items
            .keyBy(spec.keys(), StageKeySelector.TYPE)
            .transform(
                collectUid,
                new TaskTypeInfo<>(Payloads.batch(spec.item())),
                new CollectOperatorFactory<>(spec))
            .uid(collectUid)
            .name(collectUid);
    workflow.report(collected);
    workflow.keeps(items, OperatorLayout.of(spec));
    return collected;
  }

  private CollectSpec<I> spec(DataStream<Task<I>> items) {
    return new CollectSpec<>(
        workflow.place(uid + "-collect"),
        StageKeySelector.byPayload(key, false),
        trigger,
        settings.audit(),
        itemType(items));
  }

  private void requireSound() {
    if (key == null) {
      throw new IllegalArgumentException("batch " + uid + ": keyBy(...) expected");
    }
    if (trigger == null) {
      throw new IllegalArgumentException("batch " + uid + ": when(...) expected");
    }
    trigger.requireWhole("batch " + uid);
  }

  @SuppressWarnings("unchecked")
  private TypeInformation<I> itemType(DataStream<Task<I>> items) {
    if (items.getType() instanceof TaskTypeInfo<?> type) {
      return (TypeInformation<I>) type.payloadType();
    }
    throw new IllegalArgumentException(
        "batch " + uid + ": a stream of type Task<...> expected, got " + items.getType());
  }
}
