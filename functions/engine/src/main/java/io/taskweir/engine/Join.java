package io.taskweir.engine;

import io.taskweir.engine.internal.GatherOperatorFactory;
import io.taskweir.engine.internal.GatherSpec;
import io.taskweir.engine.internal.OperatorLayout;
import io.taskweir.engine.internal.Payloads;
import io.taskweir.engine.internal.StageKeySelector;
import io.taskweir.state.Task;
import io.taskweir.state.TaskTypeInfo;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * A join in the making: what waits under the run's key until every child of a fan-out has ended,
 * and the task that then decides. The task is an ordinary stage, in one chain with what gathers for
 * it.
 *
 * @param <M> what the fan-out parks here
 * @param <F> what the children find
 * @param <O> what is decided
 */
public final class Join<M, F, O> {

  private final Workflow workflow;
  private final String uid;
  private final TaskFunction<Gathered<M, F>, O> task;
  private Duration timeout = Duration.ofMinutes(2);
  private Duration tombstone = Duration.ofHours(1);
  private StageSettings settings;

  Join(Workflow workflow, String uid, TaskFunction<Gathered<M, F>, O> task) {
    this.workflow = workflow;
    this.uid = uid;
    this.task = task;
    this.settings = workflow.settings();
  }

  /** How long it waits for what is slow, from the first arrival. 2 minutes unless told. */
  public Join<M, F, O> timeout(Duration limit) {
    timeout = limit;
    return this;
  }

  /** How long it remembers that it has decided; longer than the longest retry upstream. 1 hour. */
  public Join<M, F, O> tombstone(Duration lifetime) {
    tombstone = lifetime;
    return this;
  }

  /** Takes these settings instead of the workflow's. */
  public Join<M, F, O> settings(StageSettings own) {
    settings = own;
    return this;
  }

  /** Joins what a fan-out announces with how the stages that take its children end. */
  @SafeVarargs
  public final StageStreams<O> on(
      StageStreams.Manifests<M> manifests, StageStreams.Outcomes<F>... outcomes) {
    if (outcomes.length == 0) {
      throw new IllegalArgumentException(
          "join " + uid + ": outcomes of at least one stage expected");
    }
    Map<String, String> answers = new LinkedHashMap<>();
    @Nullable DataStream<Task<Outcome<F>>> all = null;
    for (StageStreams.Outcomes<F> stage : outcomes) {
      String other = answers.put(stage.output(), stage.stage());
      if (other != null) {
        throw new IllegalArgumentException(
            "join "
                + uid
                + ": one stage for each output expected, got "
                + other
                + " and "
                + stage.stage()
                + " for "
                + stage.output());
      }
      all = all == null ? stage.stream() : all.union(stage.stream());
    }
    GatherSpec<M, F> spec =
        new GatherSpec<>(
            workflow.place(uid + "-gather"),
            answers,
            timeout,
            tombstone,
            GatherSpec.HELD,
            settings.audit(),
            manifests.spec().result(),
            outcomes[0].spec().result());
    return workflow
        .<Gathered<M, F>, O>stage(uid, task)
        .sameKey()
        .settings(settings)
        .on(gather(spec, manifests.stream(), all));
  }

  private DataStream<Task<Gathered<M, F>>> gather(
      GatherSpec<M, F> spec,
      DataStream<Task<Manifest<M>>> manifests,
      DataStream<Task<Outcome<F>>> outcomes) {
    String gatherUid = workflow.claim(uid + "-gather");
    SingleOutputStreamOperator<Task<Gathered<M, F>>> gathered =
        manifests
            .keyBy(StageKeySelector.byRoot(), StageKeySelector.TYPE)
            .connect(outcomes.keyBy(StageKeySelector.byRoot(), StageKeySelector.TYPE))
            .transform(
                gatherUid,
                new TaskTypeInfo<>(Payloads.gathered(spec.parked(), spec.finding())),
                new GatherOperatorFactory<>(spec))
            .uid(gatherUid)
            .name(gatherUid);
    workflow.report(gathered);
    workflow.keeps(manifests, OperatorLayout.of(spec));
    return gathered;
  }
}
