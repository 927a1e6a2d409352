package io.taskweir.email;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.annotation.Nullable;

/**
 * How a host imitates a brand without being one of its own.
 *
 * @param rule what it does
 * @param brand whom it imitates
 * @param shown the piece of the host that does
 */
record Imitation(Rule rule, Brand brand, String shown) {

  /** Pieces of a label that are looked at, and hyphens within one name. */
  private static final int TOKENS = 12;

  private static final int RUN = 3;

  private static final int LABELS = 10;

  /** What runs into an ordinary word must be more than one: {@code chasesecurelogin}. */
  private static final int MUCH = 9;

  /** Shorter names are part of too many words. */
  private static final int SHORTEST_JOINED = 4;

  /** What DNS allows. */
  private static final int LONGEST_LABEL = 63;

  /** The heaviest imitation in a host; null where there is none. */
  @Nullable
  static Imitation in(HostParts host, LinkKnowledge known) {
    if (host.isIp() || host.owner().indexOf('.') < 0 || known.brands().owns(host)) {
      return null;
    }
    return new Search(host, known).heaviest();
  }

  /** The imitation as it is shown to a person. */
  String in(String host) {
    return host + ", by \"" + shown + "\", is not " + brand.domain();
  }

  /** What was found so far in one host. */
  private static final class Search {
    private final HostParts host;
    private final LinkKnowledge known;
    private final List<List<String>> labels = new ArrayList<>();
    @Nullable private Imitation found;

    Search(HostParts host, LinkKnowledge known) {
      this.host = host;
      this.known = known;
      labels.add(tokens(host.label()));
      for (int i = 0; i < Math.min(LABELS, host.above().size()); i++) {
        labels.add(tokens(host.above().get(i)));
      }
    }

    @Nullable
    Imitation heaviest() {
      for (int i = 0; i < labels.size(); i++) {
        List<String> tokens = labels.get(i);
        for (int from = 0; from < tokens.size(); from++) {
          String run = "";
          for (int to = from; to < Math.min(tokens.size(), from + RUN); to++) {
            run += tokens.get(to);
            ofRun(run, i, from, to);
          }
        }
      }
      return found;
    }

    private void ofRun(String run, int label, int from, int to) {
      Brand brand = known.brands().named(run);
      if (brand != null) {
        ofName(brand, run, label, from, to);
        return;
      }
      brand = known.brands().lookedLike(run);
      if (brand != null && !(brand.isWord() && label > 0)) {
        keep(Rule.LINK_BRAND_LOOKALIKE, brand, run);
        return;
      }
      boolean alone = label == 0 && from == 0 && to == labels.get(0).size() - 1;
      if (alone || (label == 0 && strongAround(0, from, to))) {
        brand = known.brands().near(run);
        if (brand != null) {
          keep(Rule.LINK_BRAND_TYPO, brand, run);
        }
      }
      if (from == to) {
        ofJoined(run);
      }
    }

    /** A brand's name as it is written. */
    private void ofName(Brand brand, String run, int label, int from, int to) {
      if (namesDomain(brand, label, from, to) || lures(brand, label, from, to)) {
        keep(Rule.LINK_BRAND_LURE, brand, run);
      } else if (!brand.isWord() && !isTenant(label) && !known.brands().isBranch(brand, host)) {
        keep(Rule.LINK_BRAND_NAME, brand, run);
      }
    }

    /** A host that begins with a brand's whole domain: {@code paypal.com.example.net}. */
    private boolean namesDomain(Brand brand, int label, int from, int to) {
      if (label < 2 || from != 0 || to != labels.get(label).size() - 1) {
        return false;
      }
      String next = host.above().get(label - 2);
      String domain = brand.name() + '.' + next;
      return domain.equals(brand.domain())
          || next.equals("com")
          || (!brand.isWord() && (next.equals("net") || next.length() == 2));
    }

    private boolean lures(Brand brand, int label, int from, int to) {
      if (brand.isWord()) {
        boolean alone = from == 0 && to == labels.get(label).size() - 1;
        return onlyStrongAround(label, from, to) || (alone && label > 0 && strongLabel(label));
      }
      if (known.brands().isBranch(brand, host) || isTenant(label)) {
        return strongAround(label, from, to) && onlyLuresAround(label, from, to);
      }
      return known.lures().isLureSuffix(host.suffix()) || anyLure(label, from, to);
    }

    private boolean anyLure(int label, int from, int to) {
      for (int i = 0; i < labels.size(); i++) {
        List<String> tokens = labels.get(i);
        for (int t = 0; t < tokens.size(); t++) {
          boolean own = i == label && t >= from && t <= to;
          if (!own && (i == label ? isLure(tokens.get(t)) : isStrong(tokens.get(t)))) {
            return true;
          }
        }
      }
      return false;
    }

    private boolean strongAround(int label, int from, int to) {
      List<String> tokens = labels.get(label);
      for (int t = 0; t < tokens.size(); t++) {
        if ((t < from || t > to) && isStrong(tokens.get(t))) {
          return true;
        }
      }
      return false;
    }

    private boolean onlyLuresAround(int label, int from, int to) {
      List<String> tokens = labels.get(label);
      for (int t = 0; t < tokens.size(); t++) {
        if ((t < from || t > to) && !isLure(tokens.get(t))) {
          return false;
        }
      }
      return true;
    }

    private boolean onlyStrongAround(int label, int from, int to) {
      return strongAround(label, from, to) && onlyLuresAround(label, from, to);
    }

    private boolean strongLabel(int but) {
      for (int i = 0; i < labels.size(); i++) {
        if (i != but && labels.get(i).stream().allMatch(this::isStrong)) {
          return true;
        }
      }
      return false;
    }

    /** A name that words run into: {@code paypalsecurelogin}. */
    private void ofJoined(String token) {
      if (token.length() > LONGEST_LABEL) {
        return;
      }
      int longest = Math.min(token.length() - 2, known.brands().longestName());
      for (int cut = SHORTEST_JOINED; cut <= longest; cut++) {
        ofJoined(token.substring(0, cut), token.substring(cut));
        ofJoined(token.substring(token.length() - cut), token.substring(0, token.length() - cut));
      }
    }

    private void ofJoined(String name, String rest) {
      Brand brand = known.brands().named(name);
      if (brand == null) {
        return;
      }
      boolean enough = !brand.isWord() || rest.length() >= MUCH;
      if (enough && known.lures().isMadeOf(rest) && !known.brands().isBranch(brand, host)) {
        keep(Rule.LINK_BRAND_LURE, brand, name);
      }
    }

    private boolean isLure(String token) {
      return known.lures().isLure(token) || known.lures().isMadeOf(token);
    }

    private boolean isStrong(String token) {
      return known.lures().isStrong(token);
    }

    /** Whether a label is a customer's own at a service that gives each its host. */
    private boolean isTenant(int label) {
      return (label > 0 || host.isPrivate()) && known.tenants().covers(host.host());
    }

    private void keep(Rule rule, Brand brand, String shown) {
      if (found == null || rule.weight() > found.rule().weight()) {
        found = new Imitation(rule, brand, shown);
      }
    }

    private List<String> tokens(String label) {
      String shown = known.spelling().displayed(label).toLowerCase(Locale.ROOT);
      List<String> tokens = new ArrayList<>(2);
      int from = 0;
      for (int i = 0; i <= shown.length() && tokens.size() < TOKENS; i++) {
        if (i == shown.length() || shown.charAt(i) == '-' || shown.charAt(i) == '_') {
          if (i > from) {
            tokens.add(shown.substring(from, i));
          }
          from = i + 1;
        }
      }
      return tokens;
    }
  }
}
