package io.taskweir.email;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import org.apache.james.jdkim.DKIMSigner;

/** Signs messages: RSA with James jDKIM, so that another's hand made what we verify. */
final class Signing {

  static final KeyPair RSA = pair("RSA", 1024);
  static final KeyPair ED25519 = pair("Ed25519", 255);

  /** What stands between the name of the header and the signature, with its own tags to add. */
  private static final String TAGS =
      "v=1; a=rsa-sha256; c=%s; d=example.org; s=key; h=%s; %sbh=; b=;";

  private Signing() {}

  static KeyPair pair(String algorithm, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The record of a key. */
  static String keyRecord(KeyPair pair) {
    byte[] bytes = pair.getPublic().getEncoded();
    boolean rsa = pair.getPublic().getAlgorithm().equals("RSA");
    byte[] shown = rsa ? bytes : Arrays.copyOfRange(bytes, bytes.length - 32, bytes.length);
    return "v=DKIM1; k=" + (rsa ? "rsa" : "ed25519") + "; p=" + base64(shown);
  }

  static TestDns dns() {
    return new TestDns().text("key._domainkey.example.org", keyRecord(RSA));
  }

  /** The message, with line ends of CRLF, signed by {@code example.org}. */
  static String sign(String forms, String names, String more, String message) {
    String crlf = message.replace("\n", "\r\n");
    try {
      String field =
          new DKIMSigner(TAGS.formatted(forms, names, more), RSA.getPrivate())
              .sign(new ByteArrayInputStream(crlf.getBytes(StandardCharsets.ISO_8859_1)));
      return field + "\r\n" + crlf;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** As RFC 8463 has it, in relaxed forms, of From and Subject; jDKIM cannot. */
  static String signEd25519(String from, String subject, String body) {
    String tags =
        "v=1; a=ed25519-sha256; c=relaxed/relaxed; d=example.org; s=ed; h=from:subject; bh="
            + base64(Sha256.of(body.getBytes(StandardCharsets.US_ASCII)))
            + "; b=";
    String signed = "from:" + from + "\r\nsubject:" + subject + "\r\ndkim-signature:" + tags;
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(ED25519.getPrivate());
      signature.update(Sha256.of(signed.getBytes(StandardCharsets.US_ASCII)));
      return "DKIM-Signature: "
          + tags
          + base64(signature.sign())
          + "\r\nFrom: "
          + from
          + "\r\nSubject: "
          + subject
          + "\r\n\r\n"
          + body;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
