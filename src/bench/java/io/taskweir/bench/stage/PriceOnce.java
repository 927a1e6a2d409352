package io.taskweir.bench.stage;

import io.taskweir.engine.StageSettings.AuditLevel;
import io.taskweir.state.Attempt;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.AuditEvent.Event;
import io.taskweir.state.DeadLetter;
import io.taskweir.state.FailureClass;
import io.taskweir.state.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * What a good Flink engineer writes for: price each order once within a day; try five times, from a
 * second to a minute apart, while repeats of the order wait; then a dead letter; audit all of it.
 */
final class PriceOnce extends KeyedProcessFunction<String, Order, Priced> {

  static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));
  static final OutputTag<AuditEvent> AUDIT =
      new OutputTag<>("audit", TypeInformation.of(AuditEvent.class));

  private static final long serialVersionUID = 1L;

  private static final int ATTEMPTS = 5;
  private static final boolean WAITS = false;
  private static final boolean DONE = true;

  private final AuditLevel level;
  private transient ValueState<Boolean> status;
  private transient ListState<Order> waiting;
  private transient ValueState<Integer> failures;
  private transient Counter succeeded;
  private transient Counter suppressed;
  private transient Counter retried;
  private transient Counter dead;

  PriceOnce(AuditLevel level) {
    this.level = level;
  }

  @Override
  public void open(OpenContext context) {
    var done = new ValueStateDescriptor<>("status", Types.BOOLEAN);
    done.enableTimeToLive(
        StateTtlConfig.newBuilder(Duration.ofDays(1))
            .setUpdateType(StateTtlConfig.UpdateType.OnCreateAndWrite)
            .cleanupInRocksdbCompactFilter(1_000, Duration.ofDays(1))
            .build());
    status = getRuntimeContext().getState(done);
    waiting =
        getRuntimeContext()
            .getListState(new ListStateDescriptor<>("waiting", TypeInformation.of(Order.class)));
    failures = getRuntimeContext().getState(new ValueStateDescriptor<>("failures", Types.INT));
    var metrics = getRuntimeContext().getMetricGroup();
    succeeded = metrics.counter("succeeded");
    suppressed = metrics.counter("suppressed");
    retried = metrics.counter("retried");
    dead = metrics.counter("dead");
  }

  private enum Outcome {
    DONE,
    WAITS,
    DEAD
  }

  @Override
  public void processElement(Order order, Context context, Collector<Priced> out) throws Exception {
    Boolean known = status.value();
    if (known == null) {
      if (attempt(order, context, out, 0) == Outcome.WAITS) {
        waiting.add(order);
      }
    } else if (known) {
      suppress(order, context);
    } else {
      waiting.add(order);
    }
  }

  /** The order that has failed is tried again; where it dies, the next that waits has its turn. */
  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Priced> out)
      throws Exception {
    Deque<Order> orders = new ArrayDeque<>();
    waiting.get().forEach(orders::add);
    Integer failed = failures.value();
    int before = failed == null ? 0 : failed;
    failures.clear();
    Outcome outcome = Outcome.DEAD;
    while (outcome == Outcome.DEAD && !orders.isEmpty()) {
      outcome = attempt(orders.getFirst(), context, out, before);
      before = 0;
      if (outcome != Outcome.WAITS) {
        orders.removeFirst();
      }
    }
    if (outcome == Outcome.WAITS) {
      waiting.update(List.copyOf(orders));
      return;
    }
    waiting.clear();
    for (Order repeat : orders) {
      suppress(repeat, context);
    }
  }

  private void suppress(Order order, Context context) {
    suppressed.inc();
    audit(Event.SUPPRESSED, order, context, 0, 0, null);
  }

  private Outcome attempt(Order order, Context context, Collector<Priced> out, int before)
      throws Exception {
    long start = System.nanoTime();
    Priced priced;
    try {
      priced = Priced.of(order);
    } catch (RuntimeException e) {
      return failed(order, context, before, e);
    }
    long nanos = System.nanoTime() - start;
    status.update(DONE);
    succeeded.inc();
    out.collect(priced);
    audit(Event.SUCCEEDED, order, context, before, nanos, null);
    return Outcome.DONE;
  }

  private Outcome failed(Order order, Context context, int before, RuntimeException thrown)
      throws Exception {
    if (before + 1 < ATTEMPTS) {
      status.update(WAITS);
      failures.update(before + 1);
      long delay = Math.min(60_000, 1_000L << before);
      var timers = context.timerService();
      timers.registerProcessingTimeTimer(timers.currentProcessingTime() + delay);
      retried.inc();
      audit(Event.RETRIED, order, context, before, 0, thrown.toString());
      return Outcome.WAITS;
    }
    status.clear();
    dead.inc();
    context.output(DEAD_LETTERS, letter(order, context));
    audit(Event.DEAD, order, context, before, 0, thrown.toString());
    return Outcome.DEAD;
  }

  private static DeadLetter letter(Order order, Context context) throws Exception {
    Instant now = Instant.ofEpochMilli(context.timerService().currentProcessingTime());
    return new DeadLetter(
        order.id(),
        order.id(),
        null,
        "default",
        0,
        0,
        "bench",
        "price-order",
        "FAILED",
        FailureClass.TRANSIENT,
        null,
        "",
        List.<Attempt>of(),
        null,
        new DeadLetter.Input("Order", DeadLetter.Encoding.JSON, Json.write(order)),
        now,
        "dev");
  }

  private void audit(
      Event event, Order order, Context context, int attempt, long nanos, @Nullable String reason) {
    boolean quiet = event == Event.SUCCEEDED || event == Event.SUPPRESSED;
    if (level == AuditLevel.NONE || (quiet && level == AuditLevel.FAILURES)) {
      return;
    }
    context.output(
        AUDIT,
        new AuditEvent(
            Instant.ofEpochMilli(context.timerService().currentProcessingTime()),
            event,
            "bench",
            "price-order",
            order.id(),
            order.id(),
            null,
            null,
            "default",
            0,
            attempt,
            nanos,
            reason));
  }
}
