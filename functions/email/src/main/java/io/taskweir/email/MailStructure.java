package io.taskweir.email;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.annotation.Nullable;

/**
 * Gathers facts of a message's form while it is read: {@code tree:multipart/mixed(text/plain)},
 * {@code charset:utf-8}, {@code encoding:base64}, {@code file:pdf}, {@code field:x-mailer}, {@code
 * defect:MISSING_DATE}, and the {@link FieldForm} of some fields. Each once, at most {@value
 * #MOST}, none longer than {@value #LONGEST}.
 *
 * <p>Fields come from a list of those that the writer's own program sets. All others say who
 * relayed the message, which list it went over or what another filter thought of it: facts of a
 * mailbox, and not of spam.
 */
final class MailStructure {

  static final int MOST = 200;
  static final int LONGEST = 120;

  private static final Set<String> WRITERS_FIELDS =
      Set.of(
          "bcc",
          "cc",
          "content-class",
          "content-transfer-encoding",
          "content-type",
          "date",
          "disposition-notification-to",
          "from",
          "importance",
          "in-reply-to",
          "message-id",
          "mime-version",
          "references",
          "return-receipt-to",
          "subject",
          "thread-index",
          "to",
          "user-agent",
          "x-mailer",
          "x-mimeole",
          "x-msmail-priority",
          "x-priority");

  private static final Set<String> KEEPS_CASE = Set.of("defect:", "form:");
  private static final int LONGEST_EXTENSION = 8;

  private final Set<String> tokens = new LinkedHashSet<>();
  private final Set<String> fields = new TreeSet<>();
  private final StringBuilder tree = new StringBuilder();

  /** A field of the message's own header. */
  void field(String lowerCaseName, String value) {
    if (!WRITERS_FIELDS.contains(lowerCaseName) || !fields.add(lowerCaseName)) {
      return;
    }
    String form = FieldForm.of(lowerCaseName, value);
    if (form != null) {
      add("form:", form);
    }
  }

  /** A multipart begins. */
  void open(PartHeader multipart) {
    grow(multipart.mimeType());
    grow("(");
  }

  /** The innermost multipart ends. */
  void close() {
    grow(")");
  }

  /** A part that is no multipart. */
  void part(PartHeader part, boolean attached) {
    grow(part.mimeType());
    grow(",");
    add("type:", part.mimeType());
    add("encoding:", part.encoding().isEmpty() ? "none" : part.encoding());
    if (part.isText()) {
      String charset = part.charset();
      add("charset:", charset == null || charset.isBlank() ? "none" : charset.strip());
    }
    if (!part.disposition().isEmpty()) {
      add("disposition:", part.disposition());
    }
    if (attached) {
      add("file:", extension(part.fileName()));
    }
  }

  /** The facts, with what is malformed. */
  List<String> tokens(List<String> defects) {
    add("tree:", tree.toString());
    fields.forEach(name -> add("field:", name));
    for (String defect : defects) {
      int colon = defect.indexOf(':');
      add("defect:", colon < 0 ? defect : defect.substring(0, colon));
    }
    return List.copyOf(tokens);
  }

  private void grow(String what) {
    if (tree.length() < LONGEST) {
      tree.append(what);
    }
  }

  private void add(String kind, String value) {
    if (tokens.size() < MOST) {
      String token = kind + (KEEPS_CASE.contains(kind) ? value : value.toLowerCase(Locale.ROOT));
      tokens.add(PlainText.line(token, LONGEST));
    }
  }

  private static String extension(@Nullable String name) {
    if (name == null) {
      return "unnamed";
    }
    int dot = name.lastIndexOf('.');
    boolean telling = dot >= 0 && dot < name.length() - 1;
    return telling && name.length() - dot - 1 <= LONGEST_EXTENSION
        ? name.substring(dot + 1)
        : "other";
  }
}
