package io.taskweir.engine;

import java.util.function.BiConsumer;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;

/**
 * Hands on what a subtask says, as a chain with object reuse does: the harness's own output makes a
 * serializer for every record that leaves by a side output, which is most of a model test's time.
 */
class HeardOutput<O> implements Output<StreamRecord<O>> {

  /** Where watermarks are said to leave. */
  static final String WATERMARKS = "watermarks";

  private final BiConsumer<String, Object> listener;

  /** Tells {@code listener} the side output's id, or an empty one for the result, and the value. */
  HeardOutput(BiConsumer<String, Object> listener) {
    this.listener = listener;
  }

  @Override
  public void collect(StreamRecord<O> record) {
    listener.accept("", record.getValue());
  }

  @Override
  public <X> void collect(OutputTag<X> tag, StreamRecord<X> record) {
    listener.accept(tag.getId(), record.getValue());
  }

  @Override
  public void emitWatermark(Watermark mark) {
    listener.accept(WATERMARKS, mark);
  }

  @Override
  public void emitWatermarkStatus(WatermarkStatus status) {}

  @Override
  public void emitLatencyMarker(LatencyMarker marker) {}

  @Override
  public void emitRecordAttributes(RecordAttributes attributes) {}

  @Override
  public void emitWatermark(WatermarkEvent mark) {}

  @Override
  public void close() {}
}
