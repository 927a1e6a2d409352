package io.taskweir.bench.dedup;

import io.taskweir.bench.stage.Order;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Lets the first order of each id through. State: one flag a key, for a day. */
final class KeepFirst extends KeyedProcessFunction<String, Order, Order> {

  private static final long serialVersionUID = 1L;

  private transient ValueState<Boolean> seen;

  @Override
  public void open(OpenContext context) {
    var descriptor = new ValueStateDescriptor<>("seen", Types.BOOLEAN);
    descriptor.enableTimeToLive(
        StateTtlConfig.newBuilder(Duration.ofDays(1))
            .setUpdateType(StateTtlConfig.UpdateType.OnCreateAndWrite)
            .cleanupInRocksdbCompactFilter(1_000, Duration.ofDays(1))
            .build());
    seen = getRuntimeContext().getState(descriptor);
  }

  @Override
  public void processElement(Order order, Context context, Collector<Order> out) throws Exception {
    if (seen.value() == null) {
      seen.update(true);
      out.collect(order);
    }
  }
}
