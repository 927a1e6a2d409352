package io.taskweir.email;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What kind of file a URL leads to, by the name at the end of its path. */
final class LinkedFile {

  private static final Set<String> PROGRAMS =
      setOf(
          "exe scr pif bat cmd com msi msix msp appx appxbundle appinstaller vbs vbe jse wsf wsh hta"
              + " ps1 psm1 lnk url cpl reg jar jnlp apk xapk dmg pkg application gadget scf library-ms"
              + " xll chm iqy slk ws");

  private static final Set<String> ARCHIVES =
      setOf("zip rar 7z ace arj cab lzh z gz tgz tar bz2 xz iso img vhd vhdx wim udf one");

  private static final Set<String> DOCUMENTS =
      setOf(
          "pdf doc docx docm xls xlsx xlsm ppt pptx rtf txt odt ods jpg jpeg png gif csv mp3 mp4");

  private static final Set<String> PAGES = setOf("html htm shtml xhtml mht mhtml svg");

  private LinkedFile() {}

  static void addTo(LinkReasons reasons, CanonicalUrl url, boolean inStore) {
    String path = url.path();
    if (path.indexOf('.') < 0 && path.indexOf('%') < 0) {
      return;
    }
    String name = PercentEncoding.decode(path.substring(path.lastIndexOf('/') + 1)).strip();
    List<String> parts = List.of(name.toLowerCase(Locale.ROOT).split("\\.", -1));
    if (parts.size() < 2) {
      return;
    }
    String last = parts.get(parts.size() - 1);
    if (PROGRAMS.contains(last) && !looksLikeHost(parts, last)) {
      boolean dressed = parts.size() > 2 && DOCUMENTS.contains(parts.get(parts.size() - 2).strip());
      reasons.add(dressed ? Rule.LINK_DOUBLE_EXTENSION : Rule.LINK_TO_PROGRAM, name);
    } else if (ARCHIVES.contains(last)) {
      reasons.add(Rule.LINK_TO_ARCHIVE, name);
    } else if (inStore && PAGES.contains(last)) {
      reasons.add(Rule.LINK_STORED_PAGE, name + " at " + url.host());
    }
  }

  /** {@code /stats/example.com} is a site's name and no program of MS-DOS. */
  private static boolean looksLikeHost(List<String> parts, String last) {
    return last.equals("com") && !DOCUMENTS.contains(parts.get(parts.size() - 2));
  }

  private static Set<String> setOf(String words) {
    return Set.of(words.split(" ", -1));
  }
}
