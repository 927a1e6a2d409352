package io.taskweir.sensors;

import io.taskweir.state.Lifetime;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Reports a sensor that falls silent, once, and once more when it returns. A Flink function and not
 * a task: silence is what does not come, so it takes timers of event time.
 *
 * <p>Usual is the median of the last 16 intervals between readings in order; a reading that is not
 * later than the last one says nothing here. After at least 3 intervals, a sensor is silent since
 * its last reading plus {@link Reading#silenceAfter} usual intervals. It is reported when the
 * watermark passes that, or when a later reading shows the gap, whichever is first; in the second
 * case both versions go out, in order. So readings that overtake others by more than that look like
 * a silence. The end of an input is none: the last watermark reports nothing.
 *
 * <p>Key: the sensor's. State: {@code heartbeat}, some 200 bytes a sensor, and one timer. Costs one
 * state read and one write a reading; the timer stays where it is while readings come, and is set
 * anew when it fires, once in {@code silenceAfter} usual intervals.
 */
public final class WatchSilence
    extends KeyedProcessFunction<Tuple2<Long, Long>, Task<Reading>, Task<Silence>> {

  private static final long serialVersionUID = 1L;

  private static final Duration LIFETIME = Duration.ofDays(90);

  private final String stage;
  private transient ValueState<Heartbeat> heartbeats;

  /** {@code stage} is this stage's name, which the ids of what it reports are made of. */
  public WatchSilence(String stage) {
    this.stage = stage;
  }

  /** What it keeps of each sensor; its one state. */
  public static ValueStateDescriptor<Heartbeat> heartbeat() {
    // Too short: a sensor that returns is taken for a new one, and its return is not reported. Too
    // long: sensors that are gone for good lie on disk.
    return Lifetime.since(
        new ValueStateDescriptor<>("heartbeat", TypeInformation.of(Heartbeat.class)), LIFETIME);
  }

  @Override
  public void open(OpenContext context) {
    heartbeats = getRuntimeContext().getState(heartbeat());
  }

  @Override
  public void processElement(Task<Reading> task, Context context, Collector<Task<Silence>> out)
      throws IOException {
    Reading reading = task.payload();
    Heartbeat before = heartbeats.value();
    if (before == null) {
      heartbeats.update(Heartbeat.first(task.tenant(), reading));
      return;
    }
    if (reading.timestamp() <= before.lastSeen()) {
      return;
    }
    heartbeats.update(withEarlierTimer(before.then(reading), context));
    if (reading.timestamp() > before.silentSince() || before.reported()) {
      Silence silence = before.silence();
      if (!before.reported()) {
        out.collect(task(silence));
      }
      out.collect(task(silence.returned(Instant.ofEpochMilli(reading.timestamp()))));
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Task<Silence>> out)
      throws IOException {
    long watermark = context.timerService().currentWatermark();
    Heartbeat heartbeat = heartbeats.value();
    if (heartbeat == null || heartbeat.timer() != time || watermark == Long.MAX_VALUE) {
      return;
    }
    Heartbeat fired = heartbeat.withTimer(Heartbeat.NEVER);
    boolean silent = !fired.reported() && fired.silentSince() <= watermark;
    heartbeats.update(silent ? fired.withReported() : withEarlierTimer(fired, context));
    if (silent) {
      out.collect(task(fired.silence()));
    }
  }

  /**
   * Sets the timer where there is none, or where the silence would begin before it fires. One that
   * the watermark has passed is none either: a job that was drained has lost it.
   */
  private static Heartbeat withEarlierTimer(Heartbeat heartbeat, Context context) {
    TimerService timers = context.timerService();
    boolean set =
        heartbeat.timer() != Heartbeat.NEVER && heartbeat.timer() > timers.currentWatermark();
    long due = heartbeat.silentSince();
    if (due == Heartbeat.NEVER || (set && due >= heartbeat.timer())) {
      return heartbeat;
    }
    if (set) {
      timers.deleteEventTimeTimer(heartbeat.timer());
    }
    timers.registerEventTimeTimer(due);
    return heartbeat.withTimer(due);
  }

  private Task<Silence> task(Silence silence) {
    TaskId root = TaskId.parse(silence.id());
    TaskId id = root.child(TaskId.slot(stage, "", "v" + silence.version(), 0));
    long since = silence.silentSince().toEpochMilli();
    return Task.root(root, silence.tenant(), since, Task.NO_DEADLINE, null, silence)
        .child(id, null, silence);
  }
}
