package io.taskweir.bench.micro;

import io.taskweir.state.TaskId;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Ids: a hash for each root, each stage key and each child. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class IdBenchmark {

  private final String name = "order-1234567";
  private final TaskId parent = TaskId.derive("parent");
  private final TaskId slot = TaskId.slot("stage", "", "", 0);

  /** A root, named by its caller. */
  @Benchmark
  public TaskId root() {
    return TaskId.ofCaller("default", name);
  }

  /** A child in a known slot. */
  @Benchmark
  public TaskId child() {
    return parent.child(slot);
  }

  /** What a log line or a record says. */
  @Benchmark
  public String hex() {
    return parent.hex();
  }
}
