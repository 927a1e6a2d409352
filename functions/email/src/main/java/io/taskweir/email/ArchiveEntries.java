package io.taskweir.email;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** What every kind of archive with names in it does with an entry. */
final class ArchiveEntries {

  private final InnerFile archive;
  private final Inspection inspection;
  private final OfficeParts office;

  ArchiveEntries(InnerFile archive, Inspection inspection) {
    this.archive = archive;
    this.inspection = inspection;
    this.office = new OfficeParts(inspection);
  }

  /** Takes a name, whether or not its bytes can be read. */
  void name(String name) {
    String path = name.replace('\\', '/');
    if (path.startsWith("/") || hasDrive(path) || hasParent(path)) {
      inspection.see(Rule.ARCHIVE_PATH, name);
    }
    if (FileTypes.isProgramName(path)) {
      inspection.see(Rule.ARCHIVE_EXECUTABLE, name);
    }
    String lower = path.toLowerCase(Locale.ROOT);
    if (lower.endsWith("vbaproject.bin") || lower.contains("/macrosheets/") || isBasic(lower)) {
      inspection.see(Rule.FILE_MACROS, name);
    }
  }

  void encrypted(String name) {
    inspection.see(Rule.ARCHIVE_ENCRYPTED, name);
    inspection.giveUp("ARCHIVE_ENCRYPTED", name);
  }

  /** Reads an entry to its end. */
  void bytes(String name, InputStream bytes) throws IOException {
    if (office.covers(name)) {
      office.look(name, inspection.budget().counting(bytes));
    } else {
      inspection.packed(name, bytes, archive.depth());
    }
  }

  /** A module of LibreOffice, and not its empty list of modules. */
  private static boolean isBasic(String path) {
    return path.startsWith("basic/")
        && path.endsWith(".xml")
        && !path.endsWith("/script-lb.xml")
        && !path.endsWith("/script-lc.xml");
  }

  private static boolean hasDrive(String path) {
    return path.length() > 1 && path.charAt(1) == ':' && Character.isLetter(path.charAt(0));
  }

  private static boolean hasParent(String path) {
    return path.equals("..")
        || path.startsWith("../")
        || path.endsWith("/..")
        || path.contains("/../");
  }
}
