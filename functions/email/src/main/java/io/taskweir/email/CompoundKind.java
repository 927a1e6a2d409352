package io.taskweir.email;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * OLE2 compound files: documents of Office up to 2003, the macros of newer ones, messages of
 * Outlook, and encrypted OOXML. Every stream is looked at, at most {@link FileLimits#partBytes} of
 * one and {@link FileLimits#inflatedBytes} of all.
 */
final class CompoundKind implements FileKind {

  private static final Set<String> OLE2 =
      Set.of(
          "application/x-tika-msoffice",
          "application/msword",
          "application/vnd.ms-excel",
          "application/vnd.ms-powerpoint",
          "application/vnd.ms-outlook");
  private static final String BODY_OF_MESSAGE = "__substg1.0_1000001f";
  private static final String ATTACHED_TO_MESSAGE = "__substg1.0_37010102";

  @Override
  public boolean covers(String type) {
    return OLE2.contains(type);
  }

  @Override
  public void look(InnerFile file, Inspection inspection) throws IOException {
    CompoundFile compound = CompoundFile.of(file.bytes(), inspection.limits().items());
    if (compound.isCut()) {
      inspection.giveUp("OLE2_ENTRIES", file.name());
    }
    long left = inspection.limits().inflatedBytes();
    for (CompoundFile.Entry entry : compound.entries()) {
      String name = entry.name().toLowerCase(Locale.ROOT);
      if (name.equals("_vba_project")) {
        inspection.see(Rule.FILE_MACROS, shown(file));
      } else if (name.equals("encryptedpackage")) {
        encrypted(file, inspection);
      } else if (entry.isStream() && entry.size() > 0) {
        int most = (int) Math.min(left, inspection.limits().partBytes());
        byte[] stream = compound.read(entry, most);
        if (stream.length < entry.size()) {
          inspection.giveUp("PART_TOO_LARGE", entry.name());
        }
        left -= stream.length + onStream(file, name, stream, most, inspection);
        left = Math.max(0, left);
      }
    }
  }

  /** Says how many bytes it has unpacked beside the stream's own. */
  private static int onStream(
      InnerFile file, String name, byte[] stream, int most, Inspection inspection)
      throws IOException {
    switch (name) {
      case "worddocument" -> onWord(file, stream, inspection);
      case "workbook", "book" -> onWorkbook(file, stream, inspection);
      case "\u0001ole10native" -> onPackage(file, stream, inspection);
      case ATTACHED_TO_MESSAGE -> inspection.delivered(null, null, stream, file.depth());
      case BODY_OF_MESSAGE ->
          inspection.follow(new MailText(new String(stream, StandardCharsets.UTF_16LE), null));
      default -> {
        String source = VbaSource.in(stream, most);
        if (!source.isEmpty()) {
          inspection.see(Rule.FILE_MACROS, shown(file));
          VbaSignals.of(source, inspection);
        }
        return source.length();
      }
    }
    return 0;
  }

  /** The header of Word (MS-DOC 2.5.2) says whether all else is encrypted; fields are text. */
  private static void onWord(InnerFile file, byte[] stream, Inspection inspection) {
    if (stream.length > 12 && (stream[11] & 1) != 0) {
      encrypted(file, inspection);
      return;
    }
    String narrow = new String(stream, StandardCharsets.ISO_8859_1);
    String wide = new String(stream, StandardCharsets.UTF_16LE);
    for (String text : new String[] {narrow, wide}) {
      for (int at = text.indexOf(0x13); at >= 0; at = text.indexOf(0x13, at + 1)) {
        int end = Math.min(text.length(), at + 200);
        onField(PlainText.line(text.substring(at + 1, end), 200), inspection);
      }
    }
  }

  private static void onField(String field, Inspection inspection) {
    if (field.regionMatches(true, 0, "DDE", 0, 3)) {
      inspection.see(Rule.FILE_DDE, field.substring(0, Math.min(60, field.length())));
    } else if (field.regionMatches(true, 0, "HYPERLINK", 0, 9)) {
      inspection.follow(new MailText(field, null));
    }
  }

  /** Records of a workbook (MS-XLS 2.1.4): a password, or a sheet of the macros before VBA. */
  private static void onWorkbook(InnerFile file, byte[] stream, Inspection inspection) {
    ByteBuffer records = ByteBuffer.wrap(stream).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at + 4 <= stream.length; ) {
      int id = records.getShort(at) & 0xFFFF;
      int length = records.getShort(at + 2) & 0xFFFF;
      if (id == 0x2F) {
        encrypted(file, inspection);
        return;
      }
      if (id == 0x85 && length >= 6 && at + 10 <= stream.length && stream[at + 9] == 1) {
        inspection.see(Rule.FILE_MACROS, shown(file));
      }
      at += 4 + length;
    }
  }

  /** A file within a document: two names and a path, each ended by a zero, then its bytes. */
  private static void onPackage(InnerFile file, byte[] stream, Inspection inspection)
      throws IOException {
    ByteBuffer at = ByteBuffer.wrap(stream).order(ByteOrder.LITTLE_ENDIAN).position(6);
    String label = zeroEnded(at);
    zeroEnded(at);
    at.position(at.position() + 4);
    int path = at.getInt();
    at.position(at.position() + path);
    int size = at.getInt();
    byte[] inner = new byte[Math.min(Math.max(0, size), at.remaining())];
    at.get(inner);
    inspection.see(Rule.FILE_OBJECT, label);
    inspection.delivered(label, null, inner, file.depth());
  }

  private static String zeroEnded(ByteBuffer at) {
    StringBuilder text = new StringBuilder();
    for (byte b = at.get(); b != 0; b = at.get()) {
      if (text.length() < 255) {
        text.append((char) (b & 0xFF));
      }
    }
    return text.toString();
  }

  private static void encrypted(InnerFile file, Inspection inspection) {
    inspection.see(Rule.FILE_ENCRYPTED, shown(file));
    inspection.giveUp("DOCUMENT_ENCRYPTED", file.name());
  }

  private static String shown(InnerFile file) {
    return file.name().isEmpty() ? file.type() : file.name();
  }
}
