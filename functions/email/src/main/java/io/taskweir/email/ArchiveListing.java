package io.taskweir.email;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was seen in an archive, as far as it could be read. */
final class ArchiveListing {

  private static final int NAME = 80;

  private final List<String> programs = new ArrayList<>();
  private final List<String> outside = new ArrayList<>();
  private final List<String> encrypted = new ArrayList<>();
  private final List<String> macros = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();

  /** Takes an entry's name. */
  void add(String name) {
    String path = name.replace('\\', '/');
    if (path.startsWith("/") || path.matches("[A-Za-z]:.*") || hasParent(path)) {
      outside.add(cut(name));
    }
    if (FileTypes.isProgramName(path)) {
      programs.add(cut(name));
    }
    if (path.toLowerCase(Locale.ROOT).endsWith("vbaproject.bin")) {
      macros.add(cut(name));
    }
  }

  /** Takes an entry whose bytes are a program's, whatever its name. */
  void program(String name, String type) {
    if (!programs.contains(cut(name))) {
      programs.add(name.isEmpty() ? type : cut(name));
    }
  }

  void encrypted(String name) {
    encrypted.add(cut(name));
  }

  void broken(Exception e) {
    broken.add(e.getMessage() == null ? e.getClass().getSimpleName() : cut(e.getMessage()));
  }

  /**
   * The reasons.
   *
   * @param isPackage whether the archive is itself a program, of which parts are programs
   */
  List<Reason> reasons(boolean isPackage) {
    List<Reason> reasons = new ArrayList<>();
    add(reasons, Rule.FILE_MACROS, macros);
    if (!isPackage) {
      add(reasons, Rule.ARCHIVE_EXECUTABLE, programs);
    }
    add(reasons, Rule.ARCHIVE_ENCRYPTED, encrypted);
    add(reasons, Rule.ARCHIVE_BROKEN, broken);
    add(reasons, Rule.ARCHIVE_PATH, outside);
    return reasons;
  }

  private static void add(List<Reason> reasons, Rule rule, List<String> seen) {
    if (!seen.isEmpty()) {
      String more = seen.size() == 1 ? "" : " and " + (seen.size() - 1) + " more";
      reasons.add(rule.because(seen.get(0) + more));
    }
  }

  private static boolean hasParent(String path) {
    return path.equals("..")
        || path.startsWith("../")
        || path.endsWith("/..")
        || path.contains("/../");
  }

  private static String cut(String text) {
    String line = text.strip().replaceAll("\\p{Cntrl}", "?");
    return line.length() <= NAME ? line : line.substring(0, NAME) + "...";
  }
}
