package io.taskweir.email;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.annotation.Nullable;

/**
 * The public key of a domain and selector (RFC 6376, section 3.6.1; RFC 8463 for Ed25519).
 *
 * @param key the key
 * @param algorithm {@code rsa} or {@code ed25519}
 * @param strict whether the signer's identity must be the very domain (t=s)
 */
record DkimKey(PublicKey key, String algorithm, boolean strict) {

  private static final int LONGEST_RECORD = 10_000;

  /** RFC 8301: less is no proof; more only costs. */
  private static final int LEAST_BITS = 1024;

  private static final int MOST_BITS = 8192;

  private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final byte[] RSA_ALGORITHM =
      HexFormat.of().parseHex("300d06092a864886f70d0101010500");

  /** Reads a key record; null where it is none, is revoked, or is not for mail and SHA-256. */
  @Nullable
  static DkimKey parse(String text) {
    TagList tags = text.length() > LONGEST_RECORD ? null : TagList.parse(text);
    if (tags == null || !tags.lower("v", "dkim1").equals("dkim1")) {
      return null;
    }
    String algorithm = tags.lower("k", "rsa");
    byte[] bytes = DkimSignature.base64(tags.compact("p"));
    boolean fits =
        listed(tags.lower("h", "sha256"), "sha256")
            && (listed(tags.lower("s", "*"), "*") || listed(tags.lower("s", "*"), "email"));
    PublicKey key = bytes == null || !fits ? null : key(algorithm, bytes);
    return key == null ? null : new DkimKey(key, algorithm, listed(tags.lower("t", ""), "s"));
  }

  /** Whether {@code signature} is this key's of {@code header}. */
  boolean verifies(String header, byte[] signature) {
    byte[] bytes = header.getBytes(StandardCharsets.ISO_8859_1);
    try {
      boolean rsa = algorithm.equals("rsa");
      Signature check = Signature.getInstance(rsa ? "SHA256withRSA" : "Ed25519");
      check.initVerify(key);
      check.update(rsa ? bytes : Sha256.of(bytes));
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean listed(String list, String wanted) {
    return List.of(list.split(":", -1)).stream().anyMatch(one -> one.strip().equals(wanted));
  }

  @Nullable
  private static PublicKey key(String algorithm, byte[] bytes) {
    try {
      if (algorithm.equals("ed25519")) {
        boolean raw = bytes.length == 32;
        return generate("Ed25519", raw ? join(ED25519_PREFIX, bytes) : bytes);
      }
      return algorithm.equals("rsa") ? rsa(bytes) : null;
    } catch (GeneralSecurityException e) {
      return null;
    }
  }

  /** The standard asks for a bare key, and everyone publishes it with its algorithm around it. */
  @Nullable
  private static PublicKey rsa(byte[] bytes) throws GeneralSecurityException {
    PublicKey key;
    try {
      key = generate("RSA", bytes);
    } catch (GeneralSecurityException e) {
      key = generate("RSA", wrapped(bytes));
    }
    int bits = ((RSAPublicKey) key).getModulus().bitLength();
    return bits >= LEAST_BITS && bits <= MOST_BITS ? key : null;
  }

  private static PublicKey generate(String algorithm, byte[] bytes)
      throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(bytes));
  }

  /** A bare key (RFC 8017, appendix A.1.1) within the structure that says it is RSA's. */
  private static byte[] wrapped(byte[] bare) {
    byte[] bits = tagged(0x03, join(new byte[] {0}, bare));
    return tagged(0x30, join(RSA_ALGORITHM, bits));
  }

  /** DER wants a length in as few bytes as will do. */
  private static byte[] tagged(int tag, byte[] content) {
    int length = content.length;
    byte low = (byte) length;
    byte[] head =
        length < 0x80
            ? new byte[] {(byte) tag, low}
            : length < 0x100
                ? new byte[] {(byte) tag, (byte) 0x81, low}
                : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), low};
    return join(head, content);
  }

  private static byte[] join(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
