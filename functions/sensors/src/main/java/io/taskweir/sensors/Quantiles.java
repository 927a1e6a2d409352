package io.taskweir.sensors;

import static com.datadoghq.sketch.ddsketch.encoding.VarEncodingHelper.decodeUnsignedVarLong;
import static com.datadoghq.sketch.ddsketch.encoding.VarEncodingHelper.encodeUnsignedVarLong;

import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import com.datadoghq.sketch.ddsketch.encoding.Input;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.annotation.Nullable;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.CopyableValue;

/**
 * The quantiles of values that came one by one: exact for up to {@value FewValues#MOST} values, a
 * DDSketch for more, within 1% of the value. Which values came decides what it holds, and the order
 * in which they came or were merged does not.
 *
 * <p>A value type of Flink, so that Flink's own serializers call {@link #write} and {@link #read}:
 * a POJO's serializer looks at fields, never at getters, and could write no other form than that in
 * which values are added. What is read stays bytes until it is first asked for.
 *
 * <p>Bytes in state, on average over the windows of so many readings of two real series, whole
 * numbers of taxi rides and temperatures of a machine with eight decimals:
 *
 * <table>
 * <caption>Bytes by readings</caption>
 * <tr><th>readings</th><th>1</th><th>16</th><th>60</th><th>3,600</th></tr>
 * <tr><td>rides</td><td>7</td><td>36</td><td>64</td><td>172</td></tr>
 * <tr><td>temperatures</td><td>12</td><td>116</td><td>13</td><td>72</td></tr>
 * </table>
 *
 * At most some 12 kB, of values of both signs that are spread over the whole range of doubles. On
 * the heap 8 bytes a value, then 12 a bin.
 *
 * <p>Mutable, and for one thread.
 */
public final class Quantiles implements CopyableValue<Quantiles> {

  private static final byte FEW = 0;
  private static final byte MANY = 1;

  /** As read; null from the first touch on. Its bytes never change. */
  @Nullable private byte[] encoded;

  /** Null while there are bytes, and from the first value on that is too many. */
  @Nullable private FewValues few = new FewValues();

  @Nullable private ManyValues many;

  void add(double value) {
    decode();
    if (few == null) {
      many.add(value);
    } else if (few.size() < FewValues.MOST) {
      few.add(value);
    } else {
      toMany().add(value);
    }
  }

  /** Adds all that {@code other} holds, which stays as it is. */
  void addAll(Quantiles other) {
    decode();
    other.decode();
    if (other.few == null) {
      toMany().addAll(other.many);
      return;
    }
    for (int i = 0; i < other.few.size(); i++) {
      add(other.few.at(i));
    }
  }

  long count() {
    decode();
    return few == null ? many.count() : few.size();
  }

  /**
   * The value at rank {@code floor(q (n - 1))} of the n sorted values, from 0: never between two of
   * them. 0 where there is none.
   *
   * @param q from 0 to 1
   */
  double at(double q) {
    long count = count();
    if (count == 0) {
      return 0;
    }
    long rank = (long) (q * (count - 1));
    return few == null ? many.at(rank) : few.at((int) rank);
  }

  private ManyValues toMany() {
    if (many == null) {
      many = new ManyValues();
      many.addAll(few);
      few = null;
    }
    return many;
  }

  private void decode() {
    if (encoded != null) {
      decode(encoded);
    }
  }

  private void decode(byte[] bytes) {
    try {
      ByteArrayInput in = ByteArrayInput.wrap(bytes);
      byte form = in.readByte();
      switch (form) {
        case FEW -> few = FewValues.read(in);
        case MANY -> many = ManyValues.read(in);
        default -> throw new IOException("quantiles: form 0 or 1 expected, got " + form);
      }
      encoded = null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void write(DataOutputView target) throws IOException {
    if (encoded == null) {
      GrowingByteArrayOutput out = GrowingByteArrayOutput.withInitialCapacity(256);
      encode(out);
      writeBytes(out.backingArray(), out.numWrittenBytes(), target);
    } else {
      writeBytes(encoded, encoded.length, target);
    }
  }

  private void encode(GrowingByteArrayOutput out) throws IOException {
    if (few == null) {
      out.writeByte(MANY);
      many.write(out);
    } else {
      out.writeByte(FEW);
      few.write(out);
    }
  }

  @Override
  public void read(DataInputView source) throws IOException {
    encoded = readBytes(source);
    few = null;
    many = null;
  }

  private static void writeBytes(byte[] bytes, int length, DataOutputView target)
      throws IOException {
    encodeUnsignedVarLong(target::writeByte, length);
    target.write(bytes, 0, length);
  }

  private static byte[] readBytes(DataInputView source) throws IOException {
    byte[] bytes = new byte[(int) decodeUnsignedVarLong(new ViewInput(source))];
    source.readFully(bytes);
    return bytes;
  }

  /** Its length varies. */
  @Override
  public int getBinaryLength() {
    return -1;
  }

  @Override
  public void copyTo(Quantiles target) {
    target.encoded = encoded;
    target.few = few == null ? null : few.copy();
    target.many = many == null ? null : many.copy();
  }

  @Override
  public Quantiles copy() {
    Quantiles copy = new Quantiles();
    copyTo(copy);
    return copy;
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    byte[] bytes = readBytes(source);
    writeBytes(bytes, bytes.length, target);
  }

  /** What Flink reads from, as the sketch library's decoders like it. */
  private record ViewInput(DataInputView view) implements Input {

    @Override
    public boolean hasRemaining() {
      return true;
    }

    @Override
    public byte readByte() throws IOException {
      return view.readByte();
    }
  }
}
