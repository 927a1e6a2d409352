package io.taskweir.state;

import java.io.IOException;
import javax.annotation.Nullable;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What the serializers of records that are written by hand have in common: a record is never
 * reused, and has as many bytes as it needs.
 */
abstract class RecordSerializer<T> extends TypeSerializer<T> {

  private static final long serialVersionUID = 1L;

  /** Flink asks for an empty instance only to reuse it. */
  @Override
  @Nullable
  public final T createInstance() {
    return null;
  }

  @Override
  public final T copy(T from, @Nullable T reuse) {
    return copy(from);
  }

  @Override
  public final int getLength() {
    return -1;
  }

  @Override
  public final T deserialize(@Nullable T reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public final void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }
}
