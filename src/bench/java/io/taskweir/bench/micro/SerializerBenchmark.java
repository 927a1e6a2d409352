package io.taskweir.bench.micro;

import io.taskweir.bench.stage.Order;
import io.taskweir.state.Claim;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import io.taskweir.state.TaskTypeInfo;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Writing and reading back, as across an exchange or into RocksDB. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SerializerBenchmark {

  private final Order order = new Order("order-1234567", "customer-17", 4_200);
  private final Task<Order> task = Harness.task("order-1234567", order);
  private final Claim claim = Claim.of(true, TaskId.derive("first"), null);
  private final TypeSerializer<Order> orders = serializer(TypeInformation.of(Order.class));
  private final TypeSerializer<Task<Order>> tasks =
      serializer(new TaskTypeInfo<>(TypeInformation.of(Order.class)));
  private final TypeSerializer<Claim> claims = serializer(TypeInformation.of(Claim.class));
  private final DataOutputSerializer out = new DataOutputSerializer(256);
  private final DataInputDeserializer in = new DataInputDeserializer();

  /** A task in its envelope. */
  @Benchmark
  public Object envelope() throws IOException {
    return through(tasks, task);
  }

  /** The payload alone, by Flink's serializer of records. */
  @Benchmark
  public Object payload() throws IOException {
    return through(orders, order);
  }

  /** A claim that says who was first. */
  @Benchmark
  public Object claim() throws IOException {
    return through(claims, claim);
  }

  private <T> T through(TypeSerializer<T> serializer, T value) throws IOException {
    out.clear();
    serializer.serialize(value, out);
    in.setBuffer(out.getSharedBuffer(), 0, out.length());
    return serializer.deserialize(in);
  }

  private static <T> TypeSerializer<T> serializer(TypeInformation<T> type) {
    return type.createSerializer(new SerializerConfigImpl());
  }
}
