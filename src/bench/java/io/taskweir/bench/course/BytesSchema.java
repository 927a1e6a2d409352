package io.taskweir.bench.course;

import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;

/** Values as they lie in the topic. */
final class BytesSchema extends AbstractDeserializationSchema<byte[]> {

  private static final long serialVersionUID = 1L;

  @Override
  public byte[] deserialize(byte[] message) {
    return message;
  }
}
