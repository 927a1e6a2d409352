package io.taskweir.engine;

import io.taskweir.engine.internal.Arrivals;
import io.taskweir.engine.internal.Bundling;
import io.taskweir.engine.internal.ConsolidateOperatorFactory;
import io.taskweir.engine.internal.ConsolidateSpec;
import io.taskweir.engine.internal.OperatorLayout;
import io.taskweir.engine.internal.RecordArrivals;
import io.taskweir.engine.internal.StageKeySelector;
import io.taskweir.engine.internal.TaskArrivals;
import io.taskweir.state.Task;
import io.taskweir.state.TaskTypeInfo;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.api.common.functions.InvalidTypesException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.TypeExtractor;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * A consolidation over windows of event time in the making: say how it is keyed and over which
 * lengths, then put it {@link #on} a stream.
 *
 * <pre>{@code
 * var rolled = workflow.consolidate("roll-up", new RollUp())
 *     .keyBy(Reading::sensor).every("1m,1h,1d").zone(zone).lateness(ofMinutes(5)).on(readings);
 * }</pre>
 *
 * <p>Each window fires when the clock of its key, or the watermark, has reached its end; it fires
 * again, one version higher, when a late item came. What is later than {@link #lateness} by the
 * clock of its own key is a dead letter {@code LATE}. When the input ends all windows fire.
 *
 * <p>Lengths and zone are part of what state means: a job that is restored with others refuses to
 * start. To change them, give the stage another uid.
 *
 * @param <I> an item
 * @param <A> a summary of items
 * @param <O> what a window says
 */
public final class ConsolidationStage<I, A, O> {

  private static final Duration KEEP = Duration.ofDays(400);

  private final Workflow workflow;
  private final String uid;
  private final Consolidation<I, A, O> consolidation;
  private StageSettings settings;
  @Nullable private Key<I> key;
  private boolean sameKey;
  private List<WindowLength> lengths = List.of();
  private ZoneId zone = ZoneOffset.UTC;
  private Duration lateness = Duration.ZERO;
  private Duration keep = KEEP;
  @Nullable private TypeInformation<A> summary;
  @Nullable private TypeInformation<O> result;

  ConsolidationStage(Workflow workflow, String uid, Consolidation<I, A, O> consolidation) {
    this.workflow = workflow;
    this.uid = uid;
    this.consolidation = consolidation;
    this.settings = workflow.settings();
  }

  /** Consolidates by what {@code taken} takes from an item, within the tenant. */
  public ConsolidationStage<I, A, O> keyBy(Key<I> taken) {
    key = taken;
    return this;
  }

  /** Stays on the key of the stage before, without an exchange. */
  public ConsolidationStage<I, A, O> sameKey() {
    sameKey = true;
    return this;
  }

  /** The lengths of windows, finest first, each in the next, such as {@code 1m,1h,1d}. */
  public ConsolidationStage<I, A, O> every(String list) {
    return every(WindowLength.parseAll(list));
  }

  /** The lengths of windows, finest first, each in the next. */
  public ConsolidationStage<I, A, O> every(List<WindowLength> finestFirst) {
    WindowLength.requireNested(finestFirst);
    lengths = List.copyOf(finestFirst);
    return this;
  }

  /** Whose days, weeks and months they are. UTC unless told. */
  public ConsolidationStage<I, A, O> zone(ZoneId local) {
    zone = local;
    return this;
  }

  /**
   * How long after its end a window takes further items, by the clock of their key. Each window
   * that can still be corrected is kept. None unless told.
   */
  public ConsolidationStage<I, A, O> lateness(Duration allowed) {
    lateness = allowed;
    return this;
  }

  /**
   * How long a key that fell silent is remembered, in processing time; more than the longest window
   * and the lateness. 400 days unless told.
   */
  public ConsolidationStage<I, A, O> keep(Duration lifetime) {
    keep = lifetime;
    return this;
  }

  /** Takes these settings instead of the workflow's; of these only the audit level matters. */
  public ConsolidationStage<I, A, O> settings(StageSettings own) {
    settings = own;
    return this;
  }

  /** Names the summary's type where it cannot be read from the consolidation's class. */
  public ConsolidationStage<I, A, O> summary(Class<A> type) {
    summary = TypeInformation.of(type);
    return this;
  }

  /** Names the result's type where it cannot be read from the consolidation's class. */
  public ConsolidationStage<I, A, O> returns(Class<O> type) {
    result = TypeInformation.of(type);
    return this;
  }

  /** Puts the consolidation on a stream of tasks. */
  public Consolidated<O> on(DataStream<Task<I>> tasks) {
    var arrivals = new TaskArrivals<>(keys());
    var keyed =
        sameKey
            ? DataStreamUtils.reinterpretAsKeyedStream(tasks, arrivals, StageKeySelector.TYPE)
            : tasks.keyBy(arrivals, StageKeySelector.TYPE);
    return on(keyed, arrivals, inputType(tasks));
  }

  /**
   * Puts the consolidation on any stream of an existing job. {@code id} names a record of which
   * something is said, in the audit or a dead letter; one without an id is named by what it says.
   */
  public Consolidated<O> on(DataStream<I> records, Key<I> id) {
    if (key == null) {
      throw refusal("keyBy expected, since records have no key yet");
    }
    var arrivals = new RecordArrivals<>(key, id, workflow.place(uid));
    return on(records.keyBy(arrivals, StageKeySelector.TYPE), arrivals, records.getType());
  }

  private <X> Consolidated<O> on(
      KeyedStream<X, ?> keyed, Arrivals<X, I> arrivals, TypeInformation<I> input) {
    ConsolidateSpec<I, A, O> spec = spec(input);
    SingleOutputStreamOperator<Task<O>> operator =
        keyed
            .transform(
                uid,
                new TaskTypeInfo<>(spec.result()),
                new ConsolidateOperatorFactory<>(spec, arrivals))
            .uid(workflow.claim(uid))
            .name(uid);
    workflow.report(operator);
    workflow.keeps(keyed, OperatorLayout.of(spec));
    return new Consolidated<>(uid, operator, spec.result());
  }

  StageKeySelector<I> keys() {
    return sameKey ? StageKeySelector.sameKey() : StageKeySelector.byPayload(key, false);
  }

  ConsolidateSpec<I, A, O> spec(TypeInformation<I> input) {
    requireSound();
    return new ConsolidateSpec<>(
        workflow.place(uid),
        consolidation,
        lengths,
        zone,
        lateness,
        keep,
        settings.audit(),
        Bundling.DEFAULT,
        input,
        summary == null ? typeOf("summary", 1) : summary,
        result == null ? typeOf("returns", 2) : result);
  }

  private void requireSound() {
    if (sameKey == (key != null)) {
      throw refusal("either keyBy or sameKey expected, got " + (sameKey ? "both" : "neither"));
    }
    if (lengths.isEmpty()) {
      throw refusal("every: at least one length expected, got none");
    }
    if (lateness.isNegative()) {
      throw refusal("lateness: 0 or more expected, got " + lateness);
    }
    long longest = lengths.get(lengths.size() - 1).longestMillis();
    if (keep.minus(lateness).toMillis() <= longest) {
      throw refusal(
          "keep: more than the longest window and the lateness together expected, "
              + Duration.ofMillis(longest).plus(lateness)
              + ", got "
              + keep);
    }
  }

  private IllegalArgumentException refusal(String what) {
    return new IllegalArgumentException("consolidation " + uid + ": " + what);
  }

  @SuppressWarnings("unchecked")
  private TypeInformation<I> inputType(DataStream<Task<I>> tasks) {
    if (tasks.getType() instanceof TaskTypeInfo<?> type) {
      return (TypeInformation<I>) type.payloadType();
    }
    throw refusal("a stream of type Task<...> expected, got " + tasks.getType());
  }

  @SuppressWarnings("TypeParameterUnusedInFormals")
  private <T> TypeInformation<T> typeOf(String method, int parameter) {
    try {
      return TypeExtractor.createTypeInfo(
          consolidation, Consolidation.class, consolidation.getClass(), parameter);
    } catch (InvalidTypesException e) {
      throw new IllegalArgumentException(
          "consolidation "
              + uid
              + ": a type cannot be read from "
              + consolidation.getClass().getName()
              + "; name it with "
              + method
              + "(Type.class)",
          e);
    }
  }
}
