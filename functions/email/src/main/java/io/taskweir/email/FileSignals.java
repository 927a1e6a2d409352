package io.taskweir.email;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;
import org.apache.tika.mime.MediaType;

/** What a file shows by its name, its declared type and its bytes against each other. */
final class FileSignals {

  private static final Set<String> HARMLESS =
      Set.of(
          ("txt pdf doc docx xls xlsx ppt pptx odt ods rtf csv jpg jpeg png gif bmp tif tiff mp3 mp4"
                  + " avi mov htm html zip")
              .split(" ", -1));
  private static final Set<String> PAGES = Set.of("htm", "html", "shtml", "xhtml", "svg", "mht");

  private final FileTypes types;

  FileSignals(FileTypes types) {
    this.types = types;
  }

  /** The reasons of a file of a name, null where it has none, with bytes of type {@code found}. */
  List<Reason> of(@Nullable String name, MediaType found) throws IOException {
    List<Reason> reasons = new ArrayList<>();
    boolean program = types.isProgram(found);
    if (program || (name != null && FileTypes.isProgramName(name))) {
      reasons.add(Rule.FILE_EXECUTABLE.because(shownProgram(name, program, found)));
    }
    if (name != null) {
      ofName(name, reasons);
      ofPromise(name, found, reasons);
    }
    return reasons;
  }

  private static String shownProgram(@Nullable String name, boolean program, MediaType found) {
    String type = program ? found.toString() : "";
    return name == null ? type : program ? shown(name) + " is " + type : shown(name);
  }

  private static void ofName(String name, List<Reason> reasons) {
    String last = FileTypes.extension(name);
    String before = name.substring(0, Math.max(0, name.lastIndexOf('.'))).strip();
    if (FileTypes.isProgramName(name) && HARMLESS.contains(FileTypes.extension(before))) {
      reasons.add(Rule.FILE_DOUBLE_EXTENSION.because(shown(name)));
    }
    if (name.codePoints().anyMatch(FileSignals::reorders) || name.contains("     ")) {
      reasons.add(Rule.FILE_HIDDEN_NAME.because(shown(name)));
    }
    if (PAGES.contains(last)) {
      reasons.add(Rule.FILE_PAGE.because(shown(name)));
    }
  }

  private void ofPromise(String name, MediaType found, List<Reason> reasons) throws IOException {
    MediaType promised = types.byName(name);
    boolean bothPrograms = types.isProgram(found) && FileTypes.isProgramName(name);
    if (promised != null && !bothPrograms && types.contradicts(found, promised)) {
      reasons.add(Rule.FILE_OTHER_TYPE.because(shown(name) + " is " + found + ", not " + promised));
    }
  }

  /** Marks that turn the direction of what follows, or show nothing at all. */
  private static boolean reorders(int c) {
    return (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069)
        || (c >= 0x200B && c <= 0x200F)
        || c == 0xFEFF;
  }

  /** A name with what cannot be seen made visible. */
  private static String shown(String name) {
    StringBuilder shown = new StringBuilder(name.length());
    name.codePoints()
        .forEach(
            c -> {
              if (reorders(c) || Character.isISOControl(c)) {
                shown.append(String.format("<U+%04X>", c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return shown.toString();
  }
}
