package io.taskweir.bench.course;

import io.taskweir.bench.course.Meter.Sample;
import io.taskweir.state.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What was seen of a contestant in one heat.
 *
 * <p>Speed and processor time are of the measured part: from the end of the warm-up, which begins
 * just before the first record, to the last record read. What is under way then is bounded by the
 * buffers between source and sink, some thousands of records.
 *
 * @param records read in the measured part
 * @param seconds how long that took
 * @param cpuSeconds processor time of the process, all threads, in that part
 * @param compilerSeconds what of it the JVM's compilers used, which ends in a job that runs for
 *     long
 * @param wholeSeconds from the first record to the last commit
 * @param peakBytes the most memory that the process ever had; 0 where it is not known
 * @param checkpoints those of the whole heat
 */
public record Measure(
    long records,
    double seconds,
    double cpuSeconds,
    double compilerSeconds,
    double wholeSeconds,
    long peakBytes,
    Checkpoints checkpoints) {

  private static final double NANOS = 1e9;

  /** Records a second. */
  public double rate() {
    return records / seconds;
  }

  /** Processor seconds for a million records. */
  public double cpuPerMillion() {
    return cpuSeconds / records * 1e6;
  }

  /** What of it the compilers used. */
  public double compilerPerMillion() {
    return compilerSeconds / records * 1e6;
  }

  /** What of it is the program's own: what remains when all is compiled. */
  public double compiledPerMillion() {
    return cpuPerMillion() - compilerPerMillion();
  }

  static Measure of(
      List<Sample> samples,
      long records,
      double warmUpSeconds,
      long peakBytes,
      Checkpoints checkpoints) {
    Sample end = samples.get(samples.size() - 1);
    if (end.records() != records) {
      throw new IllegalStateException(
          "%,d records read of %,d: not all, or some twice".formatted(end.records(), records));
    }
    Sample first = samples.get(Math.max(0, placeOf(samples, 1) - 1));
    Sample last = samples.get(placeOf(samples, records));
    double begin = first.nanos() + warmUpSeconds * NANOS;
    Sample warm =
        samples.stream().filter(sample -> sample.nanos() >= begin).findFirst().orElse(last);
    return new Measure(
        last.records() - warm.records(),
        Math.max(0, (last.nanos() - warm.nanos()) / NANOS),
        Math.max(0, (last.cpuNanos() - warm.cpuNanos()) / NANOS),
        Math.max(0, (last.compilerNanos() - warm.compilerNanos()) / NANOS),
        (end.nanos() - first.nanos()) / NANOS,
        peakBytes,
        checkpoints);
  }

  /** Where that many records had been read for the first time. */
  private static int placeOf(List<Sample> samples, long records) {
    for (int place = 0; place < samples.size(); place++) {
      if (samples.get(place).records() >= records) {
        return place;
      }
    }
    throw new IllegalStateException("no record was read");
  }

  /** Reads what {@link #write} has written. */
  public static Measure read(Path file) throws IOException {
    return Json.mapper().readValue(Files.readString(file), Measure.class);
  }

  void write(Path file) throws IOException {
    Files.writeString(file, Json.write(this));
  }
}
