package io.taskweir.email;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * RTF: control words by which a document carries an object, fetches a template or asks another
 * program. Objects are told and not unpacked.
 */
final class RtfKind implements FileKind {

  private static final int SHOWN = 200;

  @Override
  public boolean covers(String type) {
    return type.equals("application/rtf") || type.equals("text/rtf");
  }

  @Override
  public void look(InnerFile file, Inspection inspection) throws IOException {
    int length = Math.min(file.bytes().length, inspection.limits().partBytes());
    if (length < file.bytes().length) {
      inspection.giveUp("PART_TOO_LARGE", file.name());
    }
    String text =
        new String(file.bytes(), 0, length, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    if (text.contains("\\objdata")) {
      inspection.see(Rule.FILE_OBJECT, text.contains("\\objupdate") ? "updated by itself" : "OLE");
      inspection.giveUp("RTF_OBJECT", file.name());
    }
    after("{\\*\\template", text, Rule.FILE_REMOTE_PART, inspection);
    after("ddeauto", text, Rule.FILE_DDE, inspection);
    inspection.follow(new MailText(text, null));
  }

  private static void after(String word, String text, Rule rule, Inspection inspection) {
    int at = text.indexOf(word);
    if (at >= 0) {
      String rest = PlainText.line(text.substring(at, Math.min(text.length(), at + SHOWN)), SHOWN);
      boolean local =
          rule == Rule.FILE_REMOTE_PART && !rest.contains("http") && !rest.contains("\\\\\\\\");
      if (!local) {
        inspection.see(rule, rest);
      }
    }
  }
}
