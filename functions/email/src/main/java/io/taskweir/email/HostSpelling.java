package io.taskweir.email;

import com.ibm.icu.text.IDNA;
import com.ibm.icu.text.SpoofChecker;
import com.ibm.icu.text.SpoofChecker.RestrictionLevel;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * Whether a host is spelt to be taken for another one (Unicode Technical Standard 39): letters of
 * scripts that do not go together, or foreign letters that all look like Latin ones. May be used by
 * several threads.
 */
final class HostSpelling {

  private static final String ENCODED = "xn--";

  private final SpoofChecker checker =
      new SpoofChecker.Builder()
          .setChecks(SpoofChecker.RESTRICTION_LEVEL | SpoofChecker.INVISIBLE)
          .setRestrictionLevel(RestrictionLevel.HIGHLY_RESTRICTIVE)
          .build();
  private final IDNA idna = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_UNICODE);

  /** What a host's spelling is. */
  enum Spelling {
    PLAIN,
    FOREIGN,
    LOOKALIKE
  }

  /** The spelling of a host in its ASCII form. */
  Spelling of(String host) {
    if (!host.contains(ENCODED)) {
      return Spelling.PLAIN;
    }
    return Arrays.stream(host.split("\\.", -1))
            .filter(label -> label.startsWith(ENCODED))
            .anyMatch(this::misleads)
        ? Spelling.LOOKALIKE
        : Spelling.FOREIGN;
  }

  /** The host in both spellings. */
  String shown(String host) {
    return decoded(host) + " (" + host + ')';
  }

  /**
   * What a name looks like, in lower case and without accents: names of one skeleton are easily
   * taken for each other.
   */
  String skeleton(String name) {
    String skeleton = checker.getSkeleton(name.toLowerCase(Locale.ROOT));
    StringBuilder base = new StringBuilder(skeleton.length());
    Normalizer.normalize(skeleton, Normalizer.Form.NFD)
        .codePoints()
        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
        .forEach(base::appendCodePoint);
    return base.toString().toLowerCase(Locale.ROOT);
  }

  /** A label or host as it displays. */
  String displayed(String host) {
    return host.contains(ENCODED) ? decoded(host) : host;
  }

  private boolean misleads(String label) {
    String shown = decoded(label);
    if (shown.startsWith(ENCODED) || checker.failsChecks(shown)) {
      return true;
    }
    String skeleton = checker.getSkeleton(shown);
    return skeleton.chars().allMatch(c -> c < 0x80);
  }

  private String decoded(String host) {
    return idna.nameToUnicode(host, new StringBuilder(), new IDNA.Info()).toString();
  }
}
