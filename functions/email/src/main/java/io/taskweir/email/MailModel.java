package io.taskweir.email;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A trained logistic regression over {@link MailFeatures}: a weight for each place of the hash
 * space, in a byte. Immutable.
 *
 * <p>A byte q stands for the weight sign(q) (q/127)² max, which is finest where most weights are,
 * about zero. As a file: the magic {@code TWML}, a version and the feature scheme (16 bits each),
 * the size of the space (32), maximum, bias, slope and intercept (floats), the number of weights
 * that are not zero (32), for each the distance from the one before (7 bits a byte, low ones first)
 * and its byte, then the SHA-256 of all that. The same weights are the same bytes.
 *
 * <p>Holds 1 MB. Log-odds take a multiplication and an addition a feature.
 */
public final class MailModel {

  /** What a file may have at most: room for every weight. */
  public static final int MOST_BYTES = 4 << 20;

  private static final int MAGIC = 0x54574d4c;
  private static final int VERSION = 1;
  private static final int DIGEST = 32;
  private static final int STEPS = 127;

  private final byte[] weights;
  private final float[] meaning;
  private final float most;
  private final float bias;
  private final Calibration calibration;
  private final byte[] file;
  private final String id;

  /**
   * How what the regression says becomes log-odds that hold for messages it has not seen.
   *
   * @param slope what it is multiplied by, greater than 0
   * @param intercept what is added then
   */
  public record Calibration(float slope, float intercept) {

    /** As it is. */
    public static final Calibration NONE = new Calibration(1, 0);

    /** Calibrated log-odds. */
    public double of(double raw) {
      return slope * raw + intercept;
    }
  }

  private MailModel(byte[] weights, float most, float bias, Calibration calibration) {
    this.weights = weights;
    this.most = most;
    this.bias = bias;
    this.calibration = calibration;
    meaning = new float[2 * STEPS + 2];
    for (int q = -STEPS; q <= STEPS; q++) {
      meaning[q + STEPS + 1] = Math.signum(q) * q * q * most / (STEPS * STEPS);
    }
    file = written();
    id = HexFormat.of().formatHex(file, file.length - DIGEST, file.length - DIGEST + 4);
  }

  /** Of weights as learnt, one a place, rounded to what a byte can say. */
  static MailModel of(float[] learnt, float bias, Calibration calibration) {
    float most = 0;
    for (float weight : learnt) {
      most = Math.max(most, Math.abs(weight));
    }
    byte[] weights = new byte[learnt.length];
    for (int i = 0; i < learnt.length && most > 0; i++) {
      long step = Math.round(Math.sqrt(Math.abs(learnt[i]) / most) * STEPS);
      weights[i] = (byte) (learnt[i] < 0 ? -step : step);
    }
    return new MailModel(weights, most, bias, calibration);
  }

  /** The same weights with another calibration. */
  public MailModel calibrated(Calibration other) {
    return new MailModel(weights, most, bias, other);
  }

  /** The first 8 hex digits of its file's checksum. */
  public String id() {
    return id;
  }

  /** How many weights are not zero. */
  public int size() {
    int size = 0;
    for (byte weight : weights) {
      size += weight == 0 ? 0 : 1;
    }
    return size;
  }

  /** The log-odds that a message with these features is spam, calibrated. */
  public double logOdds(FeatureVector features) {
    return calibration.of(raw(features));
  }

  /** The same before {@link Calibration}. */
  public double raw(FeatureVector features) {
    double sum = bias;
    for (int i = 0; i < features.size(); i++) {
      sum += meaning[weights[features.index(i)] + STEPS + 1] * features.value(i);
    }
    return sum;
  }

  /** What a feature of value 1 adds to the calibrated log-odds. */
  public double weight(int index) {
    return calibration.slope() * weightAsLearnt(index);
  }

  float weightAsLearnt(int index) {
    return meaning[weights[index] + STEPS + 1];
  }

  float bias() {
    return bias;
  }

  /** How it is calibrated. */
  public Calibration calibration() {
    return calibration;
  }

  /** The file. */
  public byte[] bytes() {
    return file.clone();
  }

  /**
   * Reads a file to its end.
   *
   * @throws ModelFormatException where it is none, is damaged, or fits other features
   */
  public static MailModel read(InputStream in) throws IOException {
    byte[] file = in.readNBytes(MOST_BYTES + 1);
    if (file.length > MOST_BYTES) {
      throw new ModelFormatException("more than the " + MOST_BYTES + " bytes allowed");
    }
    if (file.length < DIGEST + 4
        || new DataInputStream(new ByteArrayInputStream(file)).readInt() != MAGIC) {
      throw new ModelFormatException("no model of taskweir: it does not begin with TWML");
    }
    int end = file.length - DIGEST;
    if (!Arrays.equals(digest(file, end), Arrays.copyOfRange(file, end, file.length))) {
      throw new ModelFormatException("damaged: its checksum is another");
    }
    try {
      return parsed(new DataInputStream(new ByteArrayInputStream(file, 4, end - 4)));
    } catch (EOFException e) {
      throw new ModelFormatException("damaged: it ends too soon");
    }
  }

  private static MailModel parsed(DataInputStream in) throws IOException {
    require("version", in.readUnsignedShort(), VERSION);
    require("feature scheme", in.readUnsignedShort(), MailFeatures.SCHEME);
    require("size of the hash space", in.readInt(), MailFeatures.SPACE);
    float most = in.readFloat();
    float bias = in.readFloat();
    Calibration calibration = new Calibration(in.readFloat(), in.readFloat());
    boolean finite = Float.isFinite(most) && Float.isFinite(bias);
    if (!finite
        || most < 0
        || !(calibration.slope() > 0)
        || !Float.isFinite(calibration.slope())
        || !Float.isFinite(calibration.intercept())) {
      throw new ModelFormatException("damaged: a number in its head is none");
    }
    byte[] weights = new byte[MailFeatures.SPACE];
    int count = in.readInt();
    int at = -1;
    for (int i = 0; i < count; i++) {
      at += distance(in);
      byte weight = in.readByte();
      if (at >= weights.length || at < 0 || weight == 0 || weight < -STEPS) {
        throw new ModelFormatException("damaged: weight " + i + " of " + count);
      }
      weights[at] = weight;
    }
    if (count < 0 || in.read() >= 0) {
      throw new ModelFormatException("damaged: other than " + count + " weights");
    }
    return new MailModel(weights, most, bias, calibration);
  }

  private static void require(String what, int found, int expected) throws ModelFormatException {
    if (found != expected) {
      throw new ModelFormatException(what + ' ' + found + ", expected " + expected);
    }
  }

  private static int distance(DataInputStream in) throws IOException {
    int distance = 0;
    for (int shift = 0; shift < 28; shift += 7) {
      int next = in.readUnsignedByte();
      distance |= (next & 0x7f) << shift;
      if (next < 0x80) {
        break;
      }
    }
    if (distance == 0) {
      throw new ModelFormatException("damaged: two weights in one place");
    }
    return distance;
  }

  private byte[] written() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeShort(VERSION);
      out.writeShort(MailFeatures.SCHEME);
      out.writeInt(weights.length);
      out.writeFloat(most);
      out.writeFloat(bias);
      out.writeFloat(calibration.slope());
      out.writeFloat(calibration.intercept());
      out.writeInt(size());
      int before = -1;
      for (int i = 0; i < weights.length; i++) {
        if (weights[i] != 0) {
          writeDistance(i - before, out);
          out.writeByte(weights[i]);
          before = i;
        }
      }
      byte[] told = bytes.toByteArray();
      out.write(digest(told, told.length));
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail to be written", e);
    }
    return bytes.toByteArray();
  }

  private static void writeDistance(int distance, DataOutputStream out) throws IOException {
    int rest = distance;
    while (rest >= 0x80) {
      out.writeByte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.writeByte(rest);
  }

  private static byte[] digest(byte[] bytes, int length) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(bytes, 0, length);
      return sha256.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
