package io.taskweir.email;

import javax.annotation.Nullable;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.FieldBuilder;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.stream.RawFieldParser;
import org.apache.james.mime4j.util.ByteArrayBuffer;
import org.apache.james.mime4j.util.RecycledByteArrayBuffer;

/**
 * Gathers the lines of one header field at a time, for the parser, and counts: lines that are no
 * field count too, since reading them costs the same.
 *
 * <p>A line that is no field is passed over, as clients do: were it the end of the header, a junk
 * line could hide all that stands behind it. Such lines are kept, for an entity whose blank line
 * after the header is missing.
 */
final class FieldReader implements FieldBuilder {

  private static final int LONGEST_NAME = 200;
  private static final int KEPT_JUNK = 100_000;

  private final ParseLimits limits;
  private final Defects defects;
  private final ByteArrayBuffer field = new ByteArrayBuffer(1024);
  private final ByteArrayBuffer junk = new ByteArrayBuffer(64);
  private int inEntity;
  private int inAll;
  private boolean fieldSeen;
  private boolean junkFirst;

  FieldReader(ParseLimits limits, Defects defects) {
    this.limits = limits;
    this.defects = defects;
  }

  /** Begins to count for another entity. */
  void startEntity() {
    inEntity = 0;
    junk.clear();
  }

  /** Whether any field of the message is one. */
  boolean fieldSeen() {
    return fieldSeen;
  }

  /** Whether a line that is no field stands before the first field of the message. */
  boolean junkFirst() {
    return junkFirst;
  }

  /** The lines of the current entity's header that are no fields. */
  byte[] junk() {
    return junk.toByteArray();
  }

  @Override
  public void reset() {
    field.clear();
  }

  @Override
  public void append(ByteArrayBuffer line) {
    if (line.length() > limits.lineBytes()) {
      throw new LimitPassed("bytes in a header line", line.length(), limits.lineBytes());
    }
    if (field.length() + line.length() > limits.headerBytes()) {
      throw new LimitPassed("bytes in a header field", limits.headerBytes());
    }
    field.append(line.buffer(), 0, line.length());
  }

  @Override
  @Nullable
  public RawField build() throws MimeException {
    if (field.length() == 0) {
      return null;
    }
    count();
    int end = field.length();
    while (end > 0 && (field.byteAt(end - 1) == '\n' || field.byteAt(end - 1) == '\r')) {
      end--;
    }
    if (!isField(end)) {
      passOver();
      return null;
    }
    fieldSeen = true;
    return RawFieldParser.DEFAULT.parseField(new ByteArrayBuffer(field.buffer(), end, false));
  }

  private void count() {
    if (++inEntity > limits.headers()) {
      throw new LimitPassed("header fields in one entity", limits.headers());
    }
    if (++inAll > limits.headersInAll()) {
      throw new LimitPassed("header fields in all entities", limits.headersInAll());
    }
  }

  private void passOver() {
    boolean envelope = inAll == 1 && startsWith("From ");
    if (!envelope) {
      defects.add("INVALID_HEADER");
      junkFirst |= !fieldSeen;
    }
    if (!envelope && junk.length() + field.length() <= KEPT_JUNK) {
      junk.append(field.buffer(), 0, field.length());
    }
  }

  private boolean startsWith(String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      if (i >= field.length() || field.byteAt(i) != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Printable ASCII, then perhaps spaces, then a colon. */
  private boolean isField(int end) {
    int i = 0;
    while (i < end && field.byteAt(i) > ' ' && field.byteAt(i) < 0x7f && field.byteAt(i) != ':') {
      i++;
    }
    int name = i;
    while (i < end && (field.byteAt(i) == ' ' || field.byteAt(i) == '\t')) {
      i++;
    }
    return name > 0 && name <= LONGEST_NAME && i < end && field.byteAt(i) == ':';
  }

  /** Asked for only where a line that is no field ends the header, which it does not here. */
  @Override
  @Nullable
  public RecycledByteArrayBuffer getRaw() {
    return null;
  }

  @Override
  public void release() {}
}
