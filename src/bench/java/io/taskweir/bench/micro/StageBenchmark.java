package io.taskweir.bench.micro;

import io.taskweir.bench.stage.Order;
import io.taskweir.engine.StageSettings;
import io.taskweir.engine.StageSettings.AuditLevel;
import io.taskweir.engine.internal.ClaimPolicy;
import io.taskweir.engine.internal.StageKeySelector;
import io.taskweir.engine.internal.StageOperatorFactory;
import io.taskweir.engine.internal.StageSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A task through a stage with {@code once}, over a million claims in RocksDB. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StageBenchmark {

  private static final int CLAIMED = 1_000_000;

  private Harness<Order, Order> stage;
  private long next = CLAIMED;

  /** Opens the stage and lets a million tasks through. */
  @Setup(Level.Trial)
  public void open() throws Exception {
    TypeInformation<Order> type = TypeInformation.of(Order.class);
    var spec =
        new StageSpec<Order, Order>(
            new StageSpec.Place("bench", "stage", "dev"),
            (order, context) -> context.emit(order),
            StageKeySelector.byPayload(Order::id, false),
            false,
            new ClaimPolicy<>(null, Duration.ofDays(1), false, null),
            null,
            null,
            null,
            StageSettings.DEFAULTS.withAudit(AuditLevel.FAILURES),
            type,
            type,
            List.of(),
            new StageSpec.Blobs(null, 0));
    stage = new Harness<>(new StageOperatorFactory<>(spec), spec.keys(), type);
    for (int number = 0; number < CLAIMED; number++) {
      send(number);
    }
  }

  /** Ends it. */
  @TearDown(Level.Trial)
  public void close() throws Exception {
    stage.close();
  }

  /** The first of its key. */
  @Benchmark
  public void first() throws Exception {
    send(next++);
  }

  /** A repeat of what was done a hundred thousand tasks ago. */
  @Benchmark
  public void repeatLately() throws Exception {
    send(CLAIMED - 1 - next++ % 100_000);
  }

  /** A repeat of anything. */
  @Benchmark
  public void repeat() throws Exception {
    send(next++ * 7_919 % CLAIMED);
  }

  private void send(long number) throws Exception {
    String id = "order-" + number;
    stage.send(Harness.task(id, new Order(id, "customer", number)));
  }
}
