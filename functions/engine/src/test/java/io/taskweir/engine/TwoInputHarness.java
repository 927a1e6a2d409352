package io.taskweir.engine;

import javax.annotation.Nullable;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.operators.BoundedMultiInput;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/** A keyed operator of two inputs that a factory makes; Flink's harness takes a made one only. */
final class TwoInputHarness<A, B, O> extends AbstractStreamOperatorTestHarness<O> {

  <K> TwoInputHarness(
      StreamOperatorFactory<O> factory,
      KeySelector<A, K> firstKey,
      @Nullable KeySelector<B, K> secondKey,
      TypeInformation<K> keyType,
      int maxParallelism,
      int parallelism,
      int subtask)
      throws Exception {
    super(factory, maxParallelism, parallelism, subtask);
    config.setStatePartitioner(0, firstKey);
    if (secondKey != null) {
      config.setStatePartitioner(1, secondKey);
    }
    config.setStateKeySerializer(keyType.createSerializer(executionConfig.getSerializerConfig()));
    config.serializeAllConfigs();
  }

  void first(A value) throws Exception {
    StreamRecord<A> record = new StreamRecord<>(value);
    operator().setKeyContextElement1(record);
    operator().processElement1(record);
  }

  void second(B value) throws Exception {
    StreamRecord<B> record = new StreamRecord<>(value);
    operator().setKeyContextElement2(record);
    operator().processElement2(record);
  }

  void watermarks(long first, long second) throws Exception {
    operator().processWatermark1(new Watermark(first));
    operator().processWatermark2(new Watermark(second));
  }

  void idle(boolean first, boolean second) throws Exception {
    operator().processWatermarkStatus1(first ? WatermarkStatus.IDLE : WatermarkStatus.ACTIVE);
    operator().processWatermarkStatus2(second ? WatermarkStatus.IDLE : WatermarkStatus.ACTIVE);
  }

  /** Ends input 1 or 2. */
  void end(int input) throws Exception {
    ((BoundedMultiInput) operator).endInput(input);
  }

  @SuppressWarnings("unchecked")
  private TwoInputStreamOperator<A, B, O> operator() {
    return (TwoInputStreamOperator<A, B, O>) operator;
  }
}
