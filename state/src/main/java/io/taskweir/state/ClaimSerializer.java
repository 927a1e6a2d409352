package io.taskweir.state;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes a claim by hand, since there is one for each key of a stage: one byte where it says only
 * that the key is done, or nine with when, where Flink's own serializer of records takes 22.
 *
 * <p>Layout of version 1: a flag byte (whether it is done, which fields follow), first?, content?,
 * since?.
 */
final class ClaimSerializer extends RecordSerializer<Claim> {

  static final ClaimSerializer INSTANCE = new ClaimSerializer();

  private static final long serialVersionUID = 1L;

  /** The version of the layout: one that is newer reads what is older, never the other way. */
  private static final int LAYOUT = 1;

  private static final int DONE = 1;
  private static final int FIRST = 2;
  private static final int CONTENT = 4;
  private static final int SINCE = 8;

  private ClaimSerializer() {}

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public TypeSerializer<Claim> duplicate() {
    return this;
  }

  @Override
  public Claim copy(Claim from) {
    return from;
  }

  @Override
  public void serialize(Claim claim, DataOutputView target) throws IOException {
    int flags = claim.done() ? DONE : 0;
    flags |= claim.keepsFirst() ? FIRST : 0;
    flags |= claim.content() != null ? CONTENT : 0;
    flags |= claim.since() != null ? SINCE : 0;
    target.writeByte(flags);
    if (claim.keepsFirst()) {
      target.writeLong(claim.firstHigh());
      target.writeLong(claim.firstLow());
    }
    if (claim.content() != null) {
      target.writeLong(claim.content());
    }
    if (claim.since() != null) {
      target.writeLong(claim.since());
    }
  }

  @Override
  public Claim deserialize(DataInputView source) throws IOException {
    int flags = source.readByte();
    boolean keepsFirst = (flags & FIRST) != 0;
    return new Claim(
        (flags & DONE) != 0,
        keepsFirst ? source.readLong() : 0,
        keepsFirst ? source.readLong() : 0,
        (flags & CONTENT) != 0 ? source.readLong() : null,
        (flags & SINCE) != 0 ? source.readLong() : null);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClaimSerializer;
  }

  @Override
  public int hashCode() {
    return LAYOUT;
  }

  @Override
  public TypeSerializerSnapshot<Claim> snapshotConfiguration() {
    return new Snapshot();
  }

  /**
   * What a savepoint remembers of this serializer: the layout's version. Claims that Flink's
   * serializer of records wrote, as the first builds did, are written anew on restore.
   */
  public static final class Snapshot implements TypeSerializerSnapshot<Claim> {

    @Override
    public int getCurrentVersion() {
      return LAYOUT;
    }

    @Override
    public void writeSnapshot(DataOutputView target) {
      // The version says all, and Flink writes it.
    }

    @Override
    public void readSnapshot(int version, DataInputView source, ClassLoader loader)
        throws IOException {
      if (version != LAYOUT) {
        throw new IOException(
            "claims are of layout " + version + ", this version of Taskweir reads " + LAYOUT);
      }
    }

    @Override
    public TypeSerializer<Claim> restoreSerializer() {
      return INSTANCE;
    }

    @Override
    public TypeSerializerSchemaCompatibility<Claim> resolveSchemaCompatibility(
        TypeSerializerSnapshot<Claim> saved) {
      if (saved instanceof Snapshot) {
        return TypeSerializerSchemaCompatibility.compatibleAsIs();
      }
      return saved instanceof PojoSerializerSnapshot
          ? TypeSerializerSchemaCompatibility.compatibleAfterMigration()
          : TypeSerializerSchemaCompatibility.incompatible();
    }
  }
}
