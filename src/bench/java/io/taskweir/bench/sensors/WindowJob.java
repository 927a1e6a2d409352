package io.taskweir.bench.sensors;

import io.taskweir.bench.course.Checkpoints;
import io.taskweir.bench.course.Course;
import io.taskweir.bench.course.FlinkRun;
import io.taskweir.bench.course.Program;
import java.time.Duration;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** A peer: Flink's own windows, aggregated as readings come. */
public final class WindowJob implements Program {

  @Override
  public Checkpoints run(Course course) throws Exception {
    FlinkRun flink = FlinkRun.of(course);
    SingleOutputStreamOperator<Hour> hours =
        Readings.of(flink)
            .keyBy(Reading::sensor)
            .window(TumblingEventTimeWindows.of(Duration.ofMillis(Hour.MILLIS)))
            .aggregate(new AddUp(), new Tell())
            .uid("roll-up")
            .name("roll-up");
    flink.output(hours);
    return flink.run();
  }

  private static final class AddUp implements AggregateFunction<Reading, Sums, Sums> {

    @Override
    public Sums createAccumulator() {
      return new Sums();
    }

    @Override
    public Sums add(Reading reading, Sums sums) {
      return sums.add(reading);
    }

    @Override
    public Sums getResult(Sums sums) {
      return sums;
    }

    @Override
    public Sums merge(Sums one, Sums other) {
      return one.merge(other);
    }
  }

  private static final class Tell extends ProcessWindowFunction<Sums, Hour, String, TimeWindow> {

    @Override
    public void process(String sensor, Context context, Iterable<Sums> sums, Collector<Hour> out) {
      out.collect(Hour.of(sensor, context.window().getStart(), sums.iterator().next()));
    }
  }
}
