package io.taskweir.email;

import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;

/** The kinds of files that are looked into. */
final class FileKinds {

  private static final Set<String> CLOSED =
      Set.of(
          "application/x-rar-compressed",
          "application/x-lzip",
          "application/zstd",
          "application/x-compress",
          "application/x-ace-compressed",
          "application/x-arj",
          "application/vnd.ms-cab-compressed");

  private final List<FileKind> kinds;

  FileKinds() {
    PageKind page = new PageKind(new Phrases());
    kinds =
        List.of(
            new ZipKind(),
            new TarKind(),
            new CompressedKind(),
            new SevenZipKind(),
            new CompoundKind(),
            new RtfKind(),
            new PdfKind(),
            page,
            new CalendarKind(page),
            new TnefKind(),
            new MessageKind(page),
            new ImageKind());
  }

  /** The kind of a type; null where files of that type are not looked into. */
  @Nullable
  FileKind of(String type) {
    for (FileKind kind : kinds) {
      if (kind.covers(type)) {
        return kind;
      }
    }
    return null;
  }

  /** Whether a type is that of an archive that stays closed here. */
  static boolean staysClosed(String type) {
    return CLOSED.contains(type);
  }
}
