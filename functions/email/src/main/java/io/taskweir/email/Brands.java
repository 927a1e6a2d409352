package io.taskweir.email;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * The names that deceptive links imitate most, and the hosts that are really theirs ({@code
 * brands.txt}). Immutable.
 */
final class Brands {

  /**
   * Country domains that were given away for nothing: a brand's name there is rarely the brand's.
   */
  private static final Set<String> GIVEN_AWAY = Set.of("tk", "ml", "ga", "cf", "gq");

  private static final int DEEPEST = 5;

  private final HostSpelling spelling;
  private final Map<String, Brand> names = new HashMap<>();
  private final Map<String, Brand> folds = new HashMap<>();
  private final Map<Character, List<Brand>> byFirstLetter = new HashMap<>();

  /** The row of {@code brands.txt} that a domain stands in: rows may share a domain. */
  private final Map<String, Integer> domains = new HashMap<>();

  private final Map<String, Integer> everywhere = new HashMap<>();
  private final Map<String, Set<String>> branches = new HashMap<>();
  private int longestName;
  private final HostList neighbours = HostList.of("neighbours.txt");

  Brands(HostSpelling spelling) {
    this.spelling = spelling;
    int row = 0;
    for (String line : HostList.lines("brands.txt")) {
      add(line.split(" \\| ", -1), row++);
    }
  }

  private void add(String[] columns, int row) {
    String[] of = columns[2].split(" ", -1);
    for (String domain : of) {
      if (domain.startsWith("*")) {
        int end = domain.lastIndexOf('*');
        branches
            .computeIfAbsent(domain.substring(1, end), name -> new HashSet<>())
            .add(domain.substring(end + 2));
      } else if (domain.endsWith(".*")) {
        everywhere.put(domain.substring(0, domain.length() - 2), row);
      } else {
        domains.putIfAbsent(domain, row);
      }
    }
    Arrays.stream(columns[1].split(", ", -1)).forEach(name -> addName(columns[0], name, of[0]));
  }

  private void addName(String kind, String written, String domain) {
    boolean word = written.startsWith("~");
    String name = (word ? written.substring(1) : written).replace("-", "");
    Brand brand = new Brand(kind, name, word, domain);
    names.putIfAbsent(name, brand);
    longestName = Math.max(longestName, name.length());
    folds.putIfAbsent(Resemblance.fold(name, spelling), brand);
    if (!word && name.length() >= Resemblance.SHORTEST_TYPO) {
      byFirstLetter.computeIfAbsent(name.charAt(0), c -> new ArrayList<>()).add(brand);
    }
  }

  /** Letters in the longest name. */
  int longestName() {
    return longestName;
  }

  /** The brand of a name without hyphens; null where it is none's. */
  @Nullable
  Brand named(String name) {
    return names.get(name);
  }

  /** The brand whose name {@code name} looks like without being it, or null. */
  @Nullable
  Brand lookedLike(String name) {
    Brand brand = folds.get(Resemblance.fold(name, spelling));
    return brand != null
            && !brand.name().equals(name)
            && !neighbours.has(name)
            && Resemblance.isChosen(name, brand.name().length(), brand.isWord())
        ? brand
        : null;
  }

  /** The brand whose name {@code name} is one letter from, or null. */
  @Nullable
  Brand near(String name) {
    if (name.isEmpty() || neighbours.has(name) || names.containsKey(name)) {
      return null;
    }
    for (Brand brand : byFirstLetter.getOrDefault(name.charAt(0), List.of())) {
      if (Resemblance.isTypo(name, brand.name())) {
        return brand;
      }
    }
    return null;
  }

  /** Whether a host is one of any brand's own. */
  boolean owns(HostParts host) {
    return rowOf(host) >= 0;
  }

  /** Whether two hosts are of one brand, whatever their domains. */
  boolean sameBrand(HostParts one, HostParts other) {
    int row = rowOf(one);
    return row >= 0 && row == rowOf(other);
  }

  /** Whether {@code host} is, letter by letter, a domain of a brand. */
  boolean isDomain(String host) {
    return domains.containsKey(host);
  }

  /** Whether a host is one of {@code brand}'s own. */
  boolean isOf(Brand brand, HostParts host) {
    Integer row = domains.get(brand.domain());
    return row != null && row == rowOf(host);
  }

  /** Whether a host may bear a brand's name as one of its branches. */
  boolean isBranch(Brand brand, HostParts host) {
    return branches.getOrDefault(brand.name(), Set.of()).contains(host.suffix());
  }

  /** The row of a host; who only has a host below a brand's domain is not the brand. */
  private int rowOf(HostParts host) {
    if (host.isIp()) {
      return -1;
    }
    int end = host.host().length();
    for (int level = 0; level < DEEPEST && end > 0; level++) {
      end = host.host().lastIndexOf('.', end - 1);
      Integer row = level == 0 ? null : domains.get(host.host().substring(end + 1));
      boolean tenant = host.isPrivate() && end + 1 > host.host().length() - host.owner().length();
      if (row != null && !tenant) {
        return row;
      }
    }
    return ofCountry(host);
  }

  private int ofCountry(HostParts host) {
    Integer row = everywhere.get(host.label());
    String last = host.suffix().substring(host.suffix().lastIndexOf('.') + 1);
    boolean country = last.length() == 2 && !GIVEN_AWAY.contains(last);
    return row != null && !host.isPrivate() && (country || host.suffix().equals("com")) ? row : -1;
  }
}
