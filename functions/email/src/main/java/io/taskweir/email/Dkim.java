package io.taskweir.email;

import io.taskweir.state.DnsAnswer;
import io.taskweir.state.DnsAnswer.Status;
import io.taskweir.state.DnsLookup;
import io.taskweir.state.DnsLookup.RecordType;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * Verifies the DKIM signatures of a message (RFC 6376, with RFC 8301 and RFC 8463: SHA-256 only,
 * RSA of 1,024 to 8,192 bits, Ed25519).
 *
 * <p>Of the signatures the first {@value #MOST_SIGNATURES} count. Costs one lookup for each, and
 * where a key is found one pass over the message, streaming. (jDKIM 0.5 would verify too, but knows
 * no Ed25519, has no say over which signatures it looks at, and needs JUnit to compile against.)
 */
final class Dkim {

  static final int MOST_SIGNATURES = 5;

  private final DnsLookup dns;

  Dkim(DnsLookup dns) {
    this.dns = dns;
  }

  /**
   * What became of one signature.
   *
   * @param domain who signs; null where the signature cannot be read
   * @param why in few words
   */
  record Outcome(AuthResult result, @Nullable String domain, String why) {}

  /** A signature whose key is known, and the body that it waits for. */
  private record Pending(DkimSignature signature, DkimKey key, DkimBody body) {}

  /**
   * Verifies what {@code in} holds.
   *
   * @param arrived when the message came, which is when signatures must not have expired
   * @return an outcome for each signature, from the top; none where there is no signature
   */
  List<Outcome> verify(InputStream in, @Nullable Instant arrived) throws IOException {
    BufferedInputStream message = new BufferedInputStream(in, 1 << 16);
    DkimHeader header = DkimHeader.read(message);
    if (!header.isWhole()) {
      return List.of(new Outcome(AuthResult.PERMERROR, null, "the header is too long"));
    }
    List<Outcome> outcomes = new ArrayList<>();
    List<Pending> pending = new ArrayList<>();
    Map<List<Object>, DkimBody> bodies = new LinkedHashMap<>();
    header.fields().stream()
        .filter(field -> field.name().equals("dkim-signature"))
        .limit(MOST_SIGNATURES)
        .map(DkimSignature::parse)
        .forEach(signature -> prepare(signature, arrived, bodies, pending, outcomes));
    if (!bodies.isEmpty()) {
      DkimBody.read(message, List.copyOf(bodies.values()));
    }
    Map<DkimBody, byte[]> digests = new LinkedHashMap<>();
    bodies.values().forEach(body -> digests.put(body, body.digest()));
    pending.forEach(one -> outcomes.add(outcome(one, header, digests.get(one.body))));
    return outcomes;
  }

  private void prepare(
      @Nullable DkimSignature signature,
      @Nullable Instant arrived,
      Map<List<Object>, DkimBody> bodies,
      List<Pending> pending,
      List<Outcome> outcomes) {
    if (signature == null) {
      outcomes.add(new Outcome(AuthResult.PERMERROR, null, "the signature cannot be read"));
      return;
    }
    if (signature.expires() >= 0
        && arrived != null
        && signature.expires() < arrived.getEpochSecond()) {
      outcomes.add(new Outcome(AuthResult.FAIL, signature.domain(), "the signature had expired"));
      return;
    }
    DnsAnswer answer =
        dns.lookup(RecordType.TXT, signature.selector() + "._domainkey." + signature.domain());
    DkimKey key = answer.values().isEmpty() ? null : DkimKey.parse(answer.values().get(0));
    if (answer.status() == Status.FAILED) {
      outcomes.add(new Outcome(AuthResult.TEMPERROR, signature.domain(), "no answer for the key"));
    } else if (key == null || !fits(key, signature)) {
      String why = answer.isVoid() ? "there is no key" : "the key is none for this signature";
      outcomes.add(new Outcome(AuthResult.PERMERROR, signature.domain(), why));
    } else {
      List<Object> form = List.of(signature.relaxedBody(), signature.bodyLength());
      DkimBody body =
          bodies.computeIfAbsent(
              form,
              unused ->
                  new DkimBody(signature.relaxedBody(), signature.bodyLength(), Sha256.digest()));
      pending.add(new Pending(signature, key, body));
    }
  }

  private static boolean fits(DkimKey key, DkimSignature signature) {
    boolean identity = !key.strict() || signature.identity().equals(signature.domain());
    return identity && key.algorithm().equals(signature.algorithm());
  }

  private static Outcome outcome(Pending pending, DkimHeader header, byte[] bodyHash) {
    DkimSignature signature = pending.signature;
    String domain = signature.domain();
    long signed = signature.bodyLength();
    if (signed > pending.body.size()) {
      return new Outcome(AuthResult.PERMERROR, domain, "more of the body is signed than there is");
    }
    if (!Arrays.equals(bodyHash, signature.bodyHash())) {
      return new Outcome(AuthResult.FAIL, domain, "the body was changed");
    }
    if (!pending.key.verifies(signedHeader(signature, header), signature.signature())) {
      return new Outcome(AuthResult.FAIL, domain, "the signature does not hold");
    }
    if (signed >= 0 && signed < pending.body.size()) {
      long rest = pending.body.size() - signed;
      return new Outcome(AuthResult.POLICY, domain, rest + " bytes of the body are not signed");
    }
    return new Outcome(AuthResult.PASS, domain, "selector " + signature.selector());
  }

  /** What a signature is made over (RFC 6376, section 3.7). */
  private static String signedHeader(DkimSignature signature, DkimHeader header) {
    StringBuilder signed = new StringBuilder();
    for (DkimHeader.Field field : header.covered(signature.names())) {
      signed.append(form(field.raw(), signature.relaxedHeader())).append("\r\n");
    }
    return signed.append(form(signature.unsigned(), signature.relaxedHeader())).toString();
  }

  /** A field in its canonical form (RFC 6376, sections 3.4.1 and 3.4.2). */
  private static String form(String raw, boolean relaxed) {
    if (!relaxed) {
      return raw;
    }
    int colon = raw.indexOf(':');
    StringBuilder form = new StringBuilder(raw.length());
    form.append(DkimHeader.nameOf(raw)).append(':');
    boolean space = false;
    int start = form.length();
    for (int i = colon + 1; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
        space = form.length() > start;
      } else {
        form.append(space ? " " : "").append(c);
        space = false;
      }
    }
    return form.toString();
  }
}
