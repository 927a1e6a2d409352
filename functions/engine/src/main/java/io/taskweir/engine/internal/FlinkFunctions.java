package io.taskweir.engine.internal;

import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.operators.StreamFilter;
import org.apache.flink.streaming.api.operators.StreamFlatMap;
import org.apache.flink.streaming.api.operators.StreamMap;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamSink;
import org.apache.flink.streaming.api.operators.UdfStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;
import org.apache.flink.streaming.runtime.operators.TimestampsAndWatermarksOperatorFactory;
import org.apache.flink.streaming.runtime.operators.sink.CommitterOperatorFactory;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;

/** What can be seen of a Flink operator that is not ours. */
final class FlinkFunctions {

  /** What Flink calls the timers of each function that can set some. */
  private static final String TIMERS = "user-timers";

  /** Without a key these keep no state of their own, and their functions only what they say. */
  private static final Set<Class<?>> PLAIN =
      Set.of(
          StreamMap.class,
          StreamFlatMap.class,
          StreamFilter.class,
          StreamSink.class,
          ProcessOperator.class);

  private FlinkFunctions() {}

  /** Whether it belongs to a sink. */
  static boolean isSink(StreamNode node) {
    StreamOperatorFactory<?> factory = node.getOperatorFactory();
    return factory instanceof SinkWriterOperatorFactory<?, ?>
        || factory instanceof CommitterOperatorFactory<?>
        || operatorClass(factory) == StreamSink.class;
  }

  /** Whether it may have state, as far as can be seen; in doubt it may. */
  static boolean mayHaveState(StreamNode node) {
    StreamOperatorFactory<?> factory = node.getOperatorFactory();
    if (factory instanceof TimestampsAndWatermarksOperatorFactory<?>) {
      return false;
    }
    if (node.getStateKeySerializer() == null
        && factory instanceof UdfStreamOperatorFactory<?> function
        && PLAIN.contains(operatorClass(factory))) {
      return function.getUserFunction() instanceof CheckpointedFunction;
    }
    return true;
  }

  /** The type of its key; null where it has none. */
  @Nullable
  static TypeInformation<?> keyType(Transformation<?> function) {
    if (function instanceof OneInputTransformation<?, ?> one) {
      return one.getStateKeyType();
    }
    return function instanceof TwoInputTransformation<?, ?, ?> two ? two.getStateKeyType() : null;
  }

  /** Its timer services. */
  static List<String> timers(Transformation<?> function) {
    StreamOperatorFactory<?> factory = factory(function);
    if (factory == null) {
      return List.of();
    }
    Class<?> operator = operatorClass(factory);
    boolean keyed =
        KeyedProcessOperator.class.isAssignableFrom(operator)
            || KeyedCoProcessOperator.class.isAssignableFrom(operator);
    return keyed ? List.of(TIMERS) : List.of();
  }

  private static Class<?> operatorClass(StreamOperatorFactory<?> factory) {
    return factory.getStreamOperatorClass(Thread.currentThread().getContextClassLoader());
  }

  @Nullable
  private static StreamOperatorFactory<?> factory(Transformation<?> function) {
    if (function instanceof OneInputTransformation<?, ?> one) {
      return one.getOperatorFactory();
    }
    return function instanceof TwoInputTransformation<?, ?, ?> two
        ? two.getOperatorFactory()
        : null;
  }
}
