package io.taskweir.engine;

import io.taskweir.engine.StageSettings.AuditLevel;
import io.taskweir.engine.internal.EnvelopeOperator;
import io.taskweir.engine.internal.OperatorLayout;
import io.taskweir.engine.internal.PublishedLayout;
import io.taskweir.engine.internal.ReceiveOperator;
import io.taskweir.engine.internal.StageKeySelector;
import io.taskweir.engine.internal.StageSpec;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.BlobStore;
import io.taskweir.state.Content;
import io.taskweir.state.DeadLetter;
import io.taskweir.state.SourceRecord;
import io.taskweir.state.Task;
import io.taskweir.state.TaskTypeInfo;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Stages that belong together: they share a name, a blob store, and their dead letters and audit
 * end up in two streams. It is no more than wiring; the graph is Flink's, and any stream of it can
 * be used with the DataStream API.
 *
 * <pre>{@code
 * Workflow orders = Workflow.named("orders");
 * var priced = orders.stage("price-order", new PriceOrder())
 *     .keyBy(Order::id).once(Duration.ofDays(1)).on(incoming);
 * }</pre>
 */
public final class Workflow {

  private final String name;
  private final Set<String> uids = new LinkedHashSet<>();
  private final List<DataStream<DeadLetter>> deadLetters = new ArrayList<>();
  private final List<DataStream<AuditEvent>> audit = new ArrayList<>();
  private StageSpec.Blobs blobs = new StageSpec.Blobs(null, Integer.MAX_VALUE);
  private StageSettings settings = StageSettings.DEFAULTS;

  private Workflow(String name) {
    this.name = name;
  }

  /** A workflow; its name stands in every dead letter and event. */
  public static Workflow named(String name) {
    return new Workflow(requireKebabCase("workflow", name));
  }

  /** Keeps bytes above {@code threshold} in {@code store}. */
  public Workflow blobs(BlobStore store, int threshold) {
    blobs = new StageSpec.Blobs(store, threshold);
    return this;
  }

  /** The settings of stages that have none of their own, from here on. */
  public Workflow settings(StageSettings defaults) {
    settings = defaults;
    return this;
  }

  /** A stage; {@code uid} names its state for good, so it is never changed. */
  public <I, O> Stage<I, O> stage(String uid, TaskFunction<I, O> task) {
    return new Stage<>(this, uid, task);
  }

  /** A join; its uid is {@code uid}, and {@code uid-gather} for what waits. */
  public <M, F, O> Join<M, F, O> join(String uid, TaskFunction<Gathered<M, F>, O> task) {
    return new Join<>(this, uid, task);
  }

  /** A stage on batches; its uid is {@code uid}, and {@code uid-collect} for what waits. */
  public <I, O> Batching<I, O> batch(String uid, TaskFunction<Batch<I>, O> task) {
    return new Batching<>(this, uid, task);
  }

  /** A consolidation over windows of event time, under the uid {@code uid}. */
  public <I, A, O> ConsolidationStage<I, A, O> consolidate(
      String uid, Consolidation<I, A, O> consolidation) {
    return new ConsolidationStage<>(this, uid, consolidation);
  }

  /** Puts records from a source into envelopes; what cannot be is a dead letter. */
  public DataStream<Task<Content>> receive(
      String uid, DataStream<SourceRecord> records, Intake intake) {
    SingleOutputStreamOperator<Task<Content>> received =
        records
            .transform(
                uid,
                TaskTypeInfo.ofPayload(Content.class),
                new ReceiveOperator(place(uid), settings.audit(), intake))
            .uid(claim(uid))
            .name(uid);
    report(received);
    keeps(records, OperatorLayout.receiver(uid));
    return received;
  }

  /**
   * Makes the states of a Flink function of one's own part of what the job publishes as its layout,
   * so that an upgrade is checked before the old job is stopped. The function has its uid already.
   *
   * <p>Give the descriptors from the one place that the function takes its own from: they are read,
   * and left as they are. State of an operator, without a key, is not described.
   */
  public Workflow declares(
      SingleOutputStreamOperator<?> function, StateDescriptor<?, ?>... states) {
    keeps(function, OperatorLayout.of(function, List.of(states)));
    return this;
  }

  /**
   * Adds to the layout that the job publishes what is not of this workflow: sources, sinks, and
   * functions that declare no state. To be called when all is wired; without it the layout has the
   * stages alone.
   */
  public void publishLayout(StreamExecutionEnvironment environment) {
    published(environment).addAllElse();
  }

  /**
   * Tasks of one stage on the key that it had, without an exchange: where a Flink function of one's
   * own stands beside stages.
   */
  public static <I> KeyedStream<Task<I>, Tuple2<Long, Long>> onSameKey(DataStream<Task<I>> tasks) {
    return DataStreamUtils.reinterpretAsKeyedStream(
        tasks, StageKeySelector.<I>sameKey(), StageKeySelector.TYPE);
  }

  /** The dead letters of all stages wired so far. */
  public DataStream<DeadLetter> deadLetters() {
    return union(deadLetters);
  }

  /** The audit of all stages wired so far, each at its level. */
  public DataStream<AuditEvent> audit() {
    return union(audit);
  }

  /** The uids of all stages wired so far, in order. */
  public List<String> uids() {
    return List.copyOf(uids);
  }

  /** Puts records of any stream into envelopes, named by the user's own id. */
  <I> DataStream<Task<I>> enveloped(String uid, DataStream<I> records, Key<I> id) {
    SingleOutputStreamOperator<Task<I>> tasks =
        records
            .transform(
                uid,
                new TaskTypeInfo<>(records.getType()),
                new EnvelopeOperator<>(place(uid), id, records.getType()))
            .uid(claim(uid))
            .name(uid);
    report(tasks);
    keeps(records, OperatorLayout.intake(uid));
    return tasks;
  }

  StageSpec.Place place(String stage) {
    return new StageSpec.Place(name, stage, version());
  }

  /**
   * Adds to the layout that the job publishes. It lies among the job's global parameters: who sets
   * other ones does so before wiring.
   */
  void keeps(DataStream<?> input, OperatorLayout operator) {
    published(input.getExecutionEnvironment()).add(operator);
  }

  private PublishedLayout published(StreamExecutionEnvironment environment) {
    return new PublishedLayout(environment, name, version());
  }

  private static String version() {
    String version = Workflow.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }

  StageSpec.Blobs blobs() {
    return blobs;
  }

  StageSettings settings() {
    return settings;
  }

  AuditLevel auditLevel() {
    return settings.audit();
  }

  /** Takes a uid, or ends the build of the graph. */
  String claim(String uid) {
    requireKebabCase("stage uid", uid);
    if (!uids.add(uid)) {
      throw new IllegalArgumentException("duplicate stage uid: " + uid);
    }
    return uid;
  }

  void report(SingleOutputStreamOperator<?> stage) {
    deadLetters.add(stage.getSideOutput(StageSpec.DEAD_LETTERS));
    audit.add(stage.getSideOutput(StageSpec.AUDIT));
  }

  private <T> DataStream<T> union(List<DataStream<T>> streams) {
    @Nullable DataStream<T> all = null;
    for (DataStream<T> stream : streams) {
      all = all == null ? stream : all.union(stream);
    }
    if (all == null) {
      throw new IllegalStateException("workflow " + name + " has no stage yet");
    }
    return all;
  }

  private static String requireKebabCase(String what, String text) {
    if (!text.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException(what + ": expected kebab-case, got \"" + text + '"');
    }
    return text;
  }
}
