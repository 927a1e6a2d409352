package io.taskweir.state;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Writes the envelope by hand, since every record of every stage crosses it: about twice as fast as
 * Flink's own serializer of records. The payload inside keeps Flink's.
 *
 * <p>Layout of version 1: a flag byte (which optional fields follow), id, root, parent?, key?,
 * tenant, depth, attempt, epoch, createdAt, deadline?, source?, payload.
 */
public final class TaskSerializer<P> extends RecordSerializer<Task<P>> {

  private static final long serialVersionUID = 1L;

  /** The version of the layout: one that is newer reads what is older, never the other way. */
  public static final int LAYOUT = 1;

  private static final int PARENT = 1;
  private static final int KEY = 2;
  private static final int DEADLINE = 4;
  private static final int SOURCE = 8;
  private static final int SOURCE_NAME = 16;
  private static final int ROOT_IS_ID = 32;
  private static final int OTHER_TENANT = 64;

  private final TypeSerializer<P> payload;

  TaskSerializer(TypeSerializer<P> payload) {
    this.payload = payload;
  }

  @Override
  public boolean isImmutableType() {
    return payload.isImmutableType();
  }

  /** A stateless payload serializer is its own duplicate, and then so is this one. */
  @Override
  @SuppressWarnings("ReferenceEquality")
  public TypeSerializer<Task<P>> duplicate() {
    TypeSerializer<P> duplicate = payload.duplicate();
    return duplicate == payload ? this : new TaskSerializer<>(duplicate);
  }

  @Override
  public Task<P> copy(Task<P> from) {
    return payload.isImmutableType() ? from : from.with(payload.copy(from.payload()));
  }

  @Override
  public void serialize(Task<P> task, DataOutputView target) throws IOException {
    int flags = flags(task);
    target.writeByte(flags);
    write(task.id(), target);
    if ((flags & ROOT_IS_ID) == 0) {
      write(task.root(), target);
    }
    if (task.parent() != null) {
      write(task.parent(), target);
    }
    if (task.key() != null) {
      write(task.key(), target);
    }
    if ((flags & OTHER_TENANT) != 0) {
      StringValue.writeString(task.tenant(), target);
    }
    target.writeInt(task.depth());
    target.writeInt(task.attempt());
    target.writeInt(task.epoch());
    target.writeLong(task.createdAt());
    if ((flags & DEADLINE) != 0) {
      target.writeLong(task.deadline());
    }
    if (task.source() != null) {
      write(task.source(), target);
    }
    payload.serialize(task.payload(), target);
  }

  @Override
  public Task<P> deserialize(DataInputView source) throws IOException {
    int flags = source.readByte();
    TaskId id = readId(source);
    TaskId root = (flags & ROOT_IS_ID) != 0 ? id : readId(source);
    TaskId parent = (flags & PARENT) != 0 ? readId(source) : null;
    TaskId key = (flags & KEY) != 0 ? readId(source) : null;
    String tenant =
        (flags & OTHER_TENANT) != 0 ? StringValue.readString(source) : Task.DEFAULT_TENANT;
    int depth = source.readInt();
    int attempt = source.readInt();
    int epoch = source.readInt();
    long createdAt = source.readLong();
    long deadline = (flags & DEADLINE) != 0 ? source.readLong() : Task.NO_DEADLINE;
    Source origin = (flags & SOURCE) != 0 ? readSource(source, flags) : null;
    return new Task<>(
        id,
        root,
        parent,
        key,
        tenant,
        depth,
        attempt,
        epoch,
        createdAt,
        deadline,
        origin,
        payload.deserialize(source));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TaskSerializer<?> that && payload.equals(that.payload);
  }

  @Override
  public int hashCode() {
    return payload.hashCode();
  }

  @Override
  public TypeSerializerSnapshot<Task<P>> snapshotConfiguration() {
    return new Snapshot<>(this);
  }

  private static <P> int flags(Task<P> task) {
    int flags = task.parent() != null ? PARENT : 0;
    flags |= task.key() != null ? KEY : 0;
    flags |= task.deadline() != Task.NO_DEADLINE ? DEADLINE : 0;
    flags |= task.source() != null ? SOURCE : 0;
    flags |= task.source() != null && task.source().name() != null ? SOURCE_NAME : 0;
    flags |= task.root().equals(task.id()) ? ROOT_IS_ID : 0;
    flags |= task.tenant().equals(Task.DEFAULT_TENANT) ? 0 : OTHER_TENANT;
    return flags;
  }

  private static void write(TaskId id, DataOutputView target) throws IOException {
    target.writeLong(id.high());
    target.writeLong(id.low());
  }

  private static TaskId readId(DataInputView source) throws IOException {
    return new TaskId(source.readLong(), source.readLong());
  }

  private static void write(Source source, DataOutputView target) throws IOException {
    if (source.name() != null) {
      StringValue.writeString(source.name(), target);
    }
    StringValue.writeString(source.topic(), target);
    target.writeInt(source.partition());
    target.writeLong(source.offset());
  }

  private static Source readSource(DataInputView in, int flags) throws IOException {
    String name = (flags & SOURCE_NAME) != 0 ? StringValue.readString(in) : null;
    return new Source(name, StringValue.readString(in), in.readInt(), in.readLong());
  }

  /** What a savepoint remembers of this serializer: the layout's version and the payload's own. */
  public static final class Snapshot<P>
      extends CompositeTypeSerializerSnapshot<Task<P>, TaskSerializer<P>> {

    /** Flink makes one this way when it restores. */
    public Snapshot() {}

    Snapshot(TaskSerializer<P> serializer) {
      super(serializer);
    }

    @Override
    protected int getCurrentOuterSnapshotVersion() {
      return LAYOUT;
    }

    @Override
    protected TypeSerializer<?>[] getNestedSerializers(TaskSerializer<P> outer) {
      return new TypeSerializer<?>[] {outer.payload};
    }

    @Override
    @SuppressWarnings("unchecked")
    protected TaskSerializer<P> createOuterSerializerWithNestedSerializers(
        TypeSerializer<?>[] nested) {
      return new TaskSerializer<>((TypeSerializer<P>) nested[0]);
    }
  }
}
