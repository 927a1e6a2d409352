package io.taskweir.state;

import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * The type of a {@link Task}: its payload's type, which must be known. An erased payload type would
 * silently become Kryo, so a missing one is refused here.
 */
public final class TaskTypeInfo<P> extends TypeInformation<Task<P>> {

  private static final long serialVersionUID = 1L;

  private final TypeInformation<P> payload;

  /** The type of tasks whose payload has type {@code payload}. */
  public TaskTypeInfo(TypeInformation<P> payload) {
    this.payload = Objects.requireNonNull(payload, "a task's payload type must be given");
  }

  /** The type of tasks whose payload is a {@code payload} record. */
  public static <P> TaskTypeInfo<P> ofPayload(Class<P> payload) {
    return new TaskTypeInfo<>(TypeInformation.of(payload));
  }

  /** The payload's type. */
  public TypeInformation<P> payloadType() {
    return payload;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1 + payload.getTotalFields();
  }

  @Override
  @SuppressWarnings("unchecked")
  public Class<Task<P>> getTypeClass() {
    return (Class<Task<P>>) (Class<?>) Task.class;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public TypeSerializer<Task<P>> createSerializer(SerializerConfig config) {
    return new TaskSerializer<>(payload.createSerializer(config));
  }

  @Override
  public String toString() {
    return "Task<" + payload + ">";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TaskTypeInfo<?> that && payload.equals(that.payload);
  }

  @Override
  public int hashCode() {
    return 31 * payload.hashCode() + 1;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof TaskTypeInfo;
  }
}
