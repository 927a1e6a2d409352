package io.taskweir.deploy.plot;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names of files from names of sensors, which may hold anything. ASCII only, and told apart without
 * regard to case, since some file systems see no difference.
 */
final class FileNames {

  private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]|^\\.");
  private static final int LONGEST = 100;

  private final Set<String> taken = new HashSet<>();

  /** A name that was not given before: {@code a_b.svg}, then {@code a_b-2.svg}. */
  String of(String sensor) {
    String safe = safe(sensor);
    String name = safe;
    for (int number = 2; !taken.add(name.toLowerCase(Locale.ROOT)); number++) {
      name = safe + "-" + number;
    }
    return name + ".svg";
  }

  private static String safe(String sensor) {
    String safe = UNSAFE.matcher(sensor).replaceAll("_");
    if (safe.isEmpty()) {
      return "_";
    }
    return safe.length() <= LONGEST ? safe : safe.substring(0, LONGEST);
  }
}
