package io.taskweir.email;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;

/**
 * What a file is: by its bytes, and by its name. The table of types is read once in a JVM (a third
 * of a second) and is immutable.
 */
final class FileTypes {

  private static final Set<String> PROGRAMS =
      Set.of(
          ("ade adp apk app application bat chm cmd com cpl dll exe gadget hta inf iso jar js jse lnk"
                  + " mde msc msi msp mst pif ps1 reg scr sct shb sys vb vbe vbs vhd vxd wsc wsf wsh"
                  + " xll")
              .split(" ", -1));
  private static final Set<String> NATIVE =
      Set.of(
          "application/x-dosexec",
          "application/x-msdownload",
          "application/x-executable",
          "application/x-elf",
          "application/x-mach-o",
          "application/x-ms-shortcut",
          "application/x-ms-installer");

  private static final Set<String> VAGUE =
      Set.of("application/octet-stream", "application/xml", "text/html", "application/xhtml+xml");
  private static final Map<String, String> TEXTS_BY_NAME =
      Map.of(
          "htm", "text/html",
          "html", "text/html",
          "shtml", "text/html",
          "xhtml", "text/html",
          "svg", "image/svg+xml",
          "ics", "text/calendar",
          "eml", "message/rfc822",
          "rtf", "text/rtf");
  private static final String OLE2 = "application/x-tika-msoffice";
  private static final String OOXML = "application/vnd.openxmlformats-officedocument.";
  private static final int PDF_HEADER = 1_024;

  private final MimeTypes types = MimeTypes.getDefaultMimeTypes();

  /**
   * The type by which a file is looked into: what its bytes show, and where that is no more than
   * text, what its name or its message calls it, since a client would open it as that.
   *
   * @param head its first bytes
   * @param declared the type that its message declares; null where none does
   */
  String toLookInto(MediaType found, byte[] head, String name, @Nullable String declared) {
    String type = found.getBaseType().toString();
    if (!isText(found) && !VAGUE.contains(type)) {
      return type;
    }
    if (hasPdfHeader(head)) {
      return "application/pdf";
    }
    String named = TEXTS_BY_NAME.get(extension(name));
    if (named != null) {
      return named;
    }
    return declared != null && TEXTS_BY_NAME.containsValue(declared) ? declared : type;
  }

  /** Readers of PDF take one that begins anywhere in the first {@value #PDF_HEADER} bytes. */
  private static boolean hasPdfHeader(byte[] head) {
    String first =
        new String(head, 0, Math.min(head.length, PDF_HEADER), StandardCharsets.ISO_8859_1);
    return first.contains("%PDF-");
  }

  /** The type that a name promises; null where it promises none. */
  @Nullable
  MediaType byName(String name) throws IOException {
    Metadata metadata = new Metadata();
    metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, plain(name));
    MediaType type = types.detect(null, metadata);
    return type.equals(MediaType.OCTET_STREAM) || type.equals(MediaType.EMPTY) ? null : type;
  }

  /**
   * Whether bytes are of another kind than promised. Plain text and unknown bytes contradict no
   * textual or unknown promise, and a special kind does not contradict its general one; a document
   * of Office with a password lies in a compound file.
   */
  boolean contradicts(MediaType found, MediaType promised) {
    boolean encryptedOffice =
        found.toString().equals(OLE2) && promised.toString().startsWith(OOXML);
    if (found.equals(promised) || found.equals(MediaType.OCTET_STREAM) || encryptedOffice) {
      return false;
    }
    boolean related = related(found, promised) || related(promised, found);
    boolean vague = isText(found) || found.equals(MediaType.EMPTY);
    boolean sameFamily =
        found.getType().equals(promised.getType()) && !found.getType().equals("application");
    return !related && !vague && !sameFamily;
  }

  /** The type that bytes show by themselves; the stream must support marks. */
  MediaType byBytes(InputStream bytes) throws IOException {
    return types.detect(bytes, new Metadata());
  }

  /** Whether a type is that of a program in machine code. */
  boolean isProgram(MediaType type) {
    return NATIVE.contains(type.getBaseType().toString())
        || NATIVE.stream().anyMatch(program -> related(type, MediaType.parse(program)));
  }

  /** Whether a system would run a file of this name when it is opened. */
  static boolean isProgramName(String name) {
    return PROGRAMS.contains(extension(name));
  }

  /** What follows the last dot, in lower case; empty where there is none. */
  static String extension(String name) {
    String trimmed = name.strip();
    int dot = trimmed.lastIndexOf('.');
    return dot < 0 ? "" : trimmed.substring(dot + 1).strip().toLowerCase(Locale.ROOT);
  }

  private boolean related(MediaType type, MediaType general) {
    return types.getMediaTypeRegistry().isInstanceOf(type, general);
  }

  private boolean isText(MediaType type) {
    return types.getMediaTypeRegistry().isInstanceOf(type, MediaType.TEXT_PLAIN);
  }

  /** A name without what its detection would take for a path or a query. */
  private static String plain(String name) {
    return name.replace('?', '_').replace('#', '_');
  }
}
