package io.taskweir.state;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.annotation.Nullable;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stands in for personal data (addresses, subjects) wherever people look: logs, metrics, audit
 * events. The same value has the same pseudonym under the same key, so that its traces can be
 * followed; without the key it cannot be guessed back, as it could be from a plain hash.
 *
 * <p>A pseudonym is the first 64 bits of HMAC-SHA-256, in hex: two of a million values share one
 * with a chance of 1 in 37 million. It costs about a microsecond.
 */
public final class Pseudonyms implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int PSEUDONYM_BYTES = 8;

  private final byte[] key;

  /** Not thread-safe, and not serializable: each copy makes its own for the one task it serves. */
  @Nullable private transient Mac mac;

  private Pseudonyms(byte[] key) {
    this.key = key;
  }

  /** Pseudonyms that are the same in every run with this secret. */
  public static Pseudonyms keyed(String secret) {
    if (secret.isEmpty()) {
      throw new IllegalArgumentException("pseudonyms: a secret that is not empty expected");
    }
    return new Pseudonyms(secret.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Pseudonyms under a random key that travels with the job: the same in all its tasks and across
   * its restarts, and never again in another submission.
   */
  public static Pseudonyms ofThisRun() {
    var key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return new Pseudonyms(key);
  }

  /** The pseudonym of {@code value}: 16 hex digits. */
  public synchronized String of(String value) {
    if (mac == null) {
      mac = mac(key);
    }
    byte[] code = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(Arrays.copyOf(code, PSEUDONYM_BYTES));
  }

  /** Never the key. */
  @Override
  public String toString() {
    return "Pseudonyms";
  }

  private static Mac mac(byte[] key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
