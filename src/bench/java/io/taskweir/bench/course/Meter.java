package io.taskweir.bench.course;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Watches this JVM from inside, in the same way for every contestant: how many records its Kafka
 * consumers have read, by Kafka's own counters, and how much processor time it has used, by the
 * operating system.
 */
final class Meter implements AutoCloseable {

  private static final long PERIOD_MILLIS = 100;

  private final String topic;
  private final List<Sample> samples = new ArrayList<>();
  private final Thread sampler = new Thread(this::watch, "meter");
  private final CompilerClock compilers = new CompilerClock();
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private volatile boolean closed;

  /**
   * A moment.
   *
   * @param nanos the time, from an arbitrary origin
   * @param records read so far
   * @param cpuNanos processor time so far
   * @param compilerNanos what of it the compilers used
   */
  record Sample(long nanos, long records, long cpuNanos, long compilerNanos) {}

  private Meter(String topic) {
    this.topic = topic;
  }

  /** Begins to watch what is read of {@code topic}. */
  static Meter start(String topic) {
    var meter = new Meter(topic);
    meter.sampler.setDaemon(true);
    meter.sampler.start();
    return meter;
  }

  /**
   * What was seen, to this moment.
   *
   * @param warmUpSeconds how long after the first record the measure begins
   */
  Measure measure(long records, double warmUpSeconds, Checkpoints checkpoints) throws IOException {
    close();
    samples.add(sample());
    return Measure.of(samples, records, warmUpSeconds, peakBytes(), checkpoints);
  }

  /** Stops watching. */
  @Override
  public void close() {
    closed = true;
    boolean interrupted = false;
    while (sampler.isAlive()) {
      try {
        sampler.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch() {
    while (!closed) {
      samples.add(sample());
      try {
        Thread.sleep(PERIOD_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private Sample sample() {
    return new Sample(
        System.nanoTime(),
        ReadCounter.records(topic),
        system.getProcessCpuTime(),
        compilers.nanos());
  }

  /** The most memory that the process ever had, of all kinds; 0 where the system does not say. */
  private static long peakBytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (Files.notExists(status)) {
      return 0;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmHWM:")) {
        return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    return 0;
  }
}
