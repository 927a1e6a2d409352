package io.taskweir.bench.stage;

import io.taskweir.bench.course.FlinkRun;
import io.taskweir.bench.course.Workload;
import io.taskweir.state.Json;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What both sides share: the input, and the way from bytes to orders. */
public final class Orders {

  private Orders() {}

  /** The input: an order as JSON, its id one of {@code keys}; a repeat has the same content. */
  public static byte[] value(long number, long keys) {
    long id = Workload.mixed(number, keys);
    String text =
        "{\"id\":\"order-"
            + id
            + "\",\"customer\":\"customer-"
            + id % 1_000
            + "\",\"cents\":"
            + id % 100_000
            + "}";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The input, decoded. */
  public static DataStream<Order> of(FlinkRun flink) {
    return flink
        .input()
        .map((MapFunction<byte[], Order>) value -> Json.mapper().readValue(value, Order.class))
        .returns(Order.class)
        .uid("decode")
        .name("decode");
  }
}
