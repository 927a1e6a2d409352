package io.taskweir.bench.sensors;

import io.taskweir.bench.course.Checkpoints;
import io.taskweir.bench.course.Course;
import io.taskweir.bench.course.PlainLoop;
import io.taskweir.bench.course.Program;
import io.taskweir.state.Json;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The floor: decode, add up on the heap, in a plain loop. It leans on each partition being in order
 * of event time.
 */
public final class Floor implements Program {

  @Override
  public Checkpoints run(Course course) throws Exception {
    return PlainLoop.run(course, AddUp::new);
  }

  private static final class AddUp implements PlainLoop.Work {

    private final Map<String, Sums> hour = new HashMap<>();
    private long start = Long.MIN_VALUE;

    @Override
    public void take(ConsumerRecord<byte[], byte[]> record, Consumer<byte[]> out)
        throws IOException {
      Reading reading = Reading.of(record.value());
      long begin = reading.at() - Math.floorMod(reading.at(), Hour.MILLIS);
      if (begin != start) {
        end(out);
        start = begin;
      }
      hour.computeIfAbsent(reading.sensor(), unused -> new Sums()).add(reading);
    }

    @Override
    public void end(Consumer<byte[]> out) throws IOException {
      for (Map.Entry<String, Sums> sensor : hour.entrySet()) {
        out.accept(Json.writeBytes(Hour.of(sensor.getKey(), start, sensor.getValue())));
      }
      hour.clear();
    }
  }
}
