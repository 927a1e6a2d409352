package io.taskweir.email;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * A DKIM-Signature field (RFC 6376, section 3.5).
 *
 * @param field as it came
 * @param domain d=, who signs
 * @param selector s=
 * @param identity the domain of i=, which is {@code domain} or within it
 * @param algorithm {@code rsa} or {@code ed25519}
 * @param relaxedHeader whether the header is signed in its relaxed form
 * @param relaxedBody whether the body is
 * @param names h=, in lower case
 * @param bodyHash bh=
 * @param signature b=
 * @param bodyLength l=; -1 where it is not there
 * @param expires x=, epoch seconds; -1 where it is not there
 */
record DkimSignature(
    DkimHeader.Field field,
    String domain,
    String selector,
    String identity,
    String algorithm,
    boolean relaxedHeader,
    boolean relaxedBody,
    List<String> names,
    byte[] bodyHash,
    byte[] signature,
    long bodyLength,
    long expires) {

  private static final Set<String> ALGORITHMS = Set.of("rsa-sha256", "ed25519-sha256");
  private static final Set<String> FORMS = Set.of("simple", "relaxed");
  private static final int LONGEST_NAME = 253;

  /** Reads a field; null where it cannot be verified, whatever the key and the message are. */
  @Nullable
  static DkimSignature parse(DkimHeader.Field field) {
    TagList tags = TagList.parse(field.raw().substring(field.raw().indexOf(':') + 1));
    if (tags == null || !"1".equals(tags.get("v"))) {
      return null;
    }
    String domain = tags.lower("d", "");
    String selector = tags.lower("s", "");
    String identity = identity(tags, domain);
    String algorithm = tags.lower("a", "");
    String[] forms = tags.lower("c", "simple/simple").split("/", 2);
    String body = forms.length > 1 ? forms[1] : "simple";
    List<String> names = names(tags.compact("h"));
    byte[] bodyHash = base64(tags.compact("bh"));
    byte[] signature = base64(tags.compact("b"));
    boolean known =
        ALGORITHMS.contains(algorithm)
            && FORMS.contains(forms[0])
            && FORMS.contains(body)
            && tags.lower("q", "dns/txt").contains("dns/txt");
    boolean named =
        isName(domain) && isName(selector) && identity != null && names.contains("from");
    boolean numbered = tags.count("l") >= -1 && tags.count("x") >= -1;
    if (!known || !named || !numbered || bodyHash == null || signature == null) {
      return null;
    }
    return new DkimSignature(
        field,
        domain,
        selector,
        identity,
        algorithm.substring(0, algorithm.indexOf('-')),
        forms[0].equals("relaxed"),
        body.equals("relaxed"),
        names,
        bodyHash,
        signature,
        tags.count("l"),
        tags.count("x"));
  }

  /** The field as it was before its own signature was put in: the value of b= is empty. */
  String unsigned() {
    String raw = field.raw();
    int from = raw.indexOf(':') + 1;
    while (from < raw.length()) {
      int end = raw.indexOf(';', from);
      end = end < 0 ? raw.length() : end;
      int equals = raw.indexOf('=', from);
      if (equals >= 0 && equals < end && raw.substring(from, equals).strip().equals("b")) {
        return raw.substring(0, equals + 1) + raw.substring(end);
      }
      from = end + 1;
    }
    return raw;
  }

  @Nullable
  private static String identity(TagList tags, String domain) {
    String identity = tags.lower("i", "@" + domain);
    String within = identity.substring(identity.lastIndexOf('@') + 1);
    return within.equals(domain) || within.endsWith("." + domain) ? within : null;
  }

  private static List<String> names(String list) {
    List<String> names = new ArrayList<>();
    int from = 0;
    while (from <= list.length()) {
      int end = list.indexOf(':', from);
      end = end < 0 ? list.length() : end;
      names.add(list.substring(from, end).toLowerCase(Locale.ROOT));
      from = end + 1;
    }
    return names;
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.length() <= LONGEST_NAME
        && name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\');
  }

  /** The bytes; null where there are none or it is no base64. */
  @Nullable
  static byte[] base64(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return bytes.length == 0 ? null : bytes;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
