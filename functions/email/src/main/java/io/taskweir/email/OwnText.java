package io.taskweir.email;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells what a message says itself from what it quotes and from its signature.
 *
 * <p>Quoted are lines that begin with {@code >}, a line that says who wrote them, and all that
 * follows "Original Message" or a block of header fields as mail programs put it above what they
 * answer or pass on. A signature is what follows a line {@code --} (RFC 3676, section 4.3) where it
 * is short, or the footer of a mailing list. A message that says next to nothing itself passes on
 * what it quotes, and then all of it counts as its own, so that nobody hides a text by quoting it.
 * Linear in the text.
 *
 * @param own what the message says
 * @param quoted what it quotes
 * @param signature of its sender or its mailing list
 */
record OwnText(String own, String quoted, String signature) {

  static final int LEAST_OWN_WORDS = 5;
  static final int MOST_SIGNATURE_LINES = 12;

  /** Longer lines are no attribution and no field. */
  private static final int MOST_LINE = 250;

  private static final int MOST_FIELD_GAP = 6;

  private static final List<String> SAYS_WHO_WROTE =
      List.of(
          "wrote:",
          "writes:",
          "said:",
          "schrieb:",
          "geschrieben:",
          "a écrit :",
          "a écrit:",
          "a écrit\u00a0:",
          "ecrit :",
          "escribió:",
          "escribio:",
          "va escriure:");

  /** How the line above an unmarked quotation begins. */
  private static final List<String> SAYS_WHEN = List.of("on ", "am ", "le ", "el ", "em ", "den ");

  private static final List<String> ORIGINALS =
      List.of(
          "original message",
          "ursprüngliche nachricht",
          "originalnachricht",
          "message d'origine",
          "message d’origine",
          "mensaje original",
          "forwarded message",
          "weitergeleitete nachricht",
          "message transféré",
          "mensaje reenviado",
          "begin forwarded message",
          "anfang der weitergeleiteten",
          "début du message réexpédié",
          "message original",
          "original appointment",
          "forwarded by",
          "weitergeleitet von",
          "inicio del mensaje reenviado");

  private static final Set<String> FROM = Set.of("from", "von", "de", "*from", "*von", "*de");

  private static final Set<String> OTHER_FIELDS =
      Set.of(
          "sent",
          "to",
          "cc",
          "subject",
          "date",
          "gesendet",
          "an",
          "betreff",
          "datum",
          "envoyé",
          "à",
          "objet",
          "enviado",
          "para",
          "asunto",
          "fecha",
          "enviado el");

  private static final List<String> LIST_FOOTERS =
      List.of(
          "listinfo",
          "yahoo! groups",
          "to unsubscribe from this group",
          "you received this message because you are subscribed to the",
          "to unsubscribe, e-mail:",
          "-unsubscribe@");

  /** Parts a text. */
  static OwnText of(String text) {
    Parting parting = new Parting(text.split("\n", -1));
    parting.run();
    OwnText parted =
        new OwnText(
            parting.own.toString(), parting.quoted.toString(), parting.signature.toString());
    return Words.of(parted.own).words().size() < LEAST_OWN_WORDS
        ? new OwnText(text, "", "")
        : parted;
  }

  /** Goes through the lines once; a look ahead is of a few lines. */
  private static final class Parting {

    final StringBuilder own = new StringBuilder();
    final StringBuilder quoted = new StringBuilder();
    final StringBuilder signature = new StringBuilder();
    private final String[] lines;

    Parting(String[] lines) {
      this.lines = lines;
    }

    void run() {
      int at = 0;
      while (at < lines.length) {
        String line = lines[at].strip();
        if (startsOriginal(at, line)) {
          append(quoted, at, lines.length);
          return;
        }
        int attribution = attribution(at, line);
        if (attribution > 0) {
          append(quoted, at, at + attribution);
          at += attribution;
        } else if (isQuoted(line)) {
          append(quoted, at, at + 1);
          at++;
        } else {
          int end = endOfSignature(at, line);
          append(end > at ? signature : own, at, Math.max(end, at + 1));
          at = Math.max(end, at + 1);
        }
      }
    }

    private void append(StringBuilder part, int from, int to) {
      for (int at = from; at < to; at++) {
        part.append(lines[at]).append('\n');
      }
    }

    private boolean startsOriginal(int at, String line) {
      if (line.isEmpty() || line.length() > MOST_LINE) {
        return false;
      }
      boolean ruled = line.startsWith("--") || line.startsWith("__") || line.endsWith(":");
      if (ruled) {
        String lower = line.toLowerCase(Locale.ROOT);
        if (ORIGINALS.stream().anyMatch(lower::contains)) {
          return true;
        }
      }
      return saysWhoWroteTheRest(at, line) || (FROM.contains(field(line)) && startsFields(at));
    }

    /** A mail program's header block: two more fields within the next lines. */
    private boolean startsFields(int at) {
      int fields = 0;
      int end = Math.min(lines.length, at + MOST_FIELD_GAP);
      for (int next = at + 1; next < end; next++) {
        fields += OTHER_FIELDS.contains(field(lines[next].strip())) ? 1 : 0;
      }
      return fields >= 2;
    }

    /** An attribution below which the quotation is not marked. */
    private boolean saysWhoWroteTheRest(int at, String line) {
      if (!saysWhoWrote(line) || line.chars().noneMatch(Character::isDigit)) {
        return false;
      }
      String lower = line.toLowerCase(Locale.ROOT);
      return SAYS_WHEN.stream().anyMatch(lower::startsWith) && !isQuoted(nextText(at + 1));
    }

    /** How many lines, of one or two, say who wrote the quotation below them; else 0. */
    private int attribution(int at, String line) {
      if (line.isEmpty() || isQuoted(line) || line.length() > MOST_LINE) {
        return 0;
      }
      if (saysWhoWrote(line) && isQuoted(nextText(at + 1))) {
        return 1;
      }
      boolean wrapped =
          at + 2 < lines.length
              && saysWhoWrote(lines[at + 1].strip())
              && line.chars().anyMatch(Character::isDigit)
              && isQuoted(nextText(at + 2));
      return wrapped ? 2 : 0;
    }

    private String nextText(int from) {
      int end = Math.min(lines.length, from + 3);
      for (int at = from; at < end; at++) {
        if (!lines[at].isBlank()) {
          return lines[at].strip();
        }
      }
      return "";
    }

    /** Where a signature that begins at a line ends; {@code at} where none begins. */
    private int endOfSignature(int at, String line) {
      boolean marked = line.equals("--");
      boolean ruled = isRule(line) && startsListFooter(at);
      if (!marked && !ruled) {
        return at;
      }
      int end = at + 1;
      while (end < lines.length && !isQuoted(lines[end].strip())) {
        end++;
        if (end - at > MOST_SIGNATURE_LINES && !lines[end - 1].isBlank()) {
          return at;
        }
      }
      return end;
    }

    private boolean startsListFooter(int at) {
      int end = Math.min(lines.length, at + 4);
      for (int next = at; next < end; next++) {
        String lower = lines[next].toLowerCase(Locale.ROOT);
        if (LIST_FOOTERS.stream().anyMatch(lower::contains)
            || lower.strip().endsWith(" mailing list")) {
          return true;
        }
      }
      return false;
    }
  }

  private static boolean isQuoted(String line) {
    return line.startsWith(">") || line.startsWith("|>");
  }

  private static boolean isRule(String line) {
    return line.startsWith("_____") || line.startsWith("-----") || line.startsWith("=====");
  }

  private static boolean saysWhoWrote(String line) {
    if (line.length() > MOST_LINE || !line.endsWith(":")) {
      return false;
    }
    String lower = line.toLowerCase(Locale.ROOT);
    return SAYS_WHO_WROTE.stream().anyMatch(lower::endsWith) || lower.contains(" schrieb ");
  }

  /** The name of a header field as mail programs show it; empty where a line shows none. */
  private static String field(String line) {
    int colon = line.indexOf(':');
    if (colon < 1 || colon > 12) {
      return "";
    }
    return line.substring(0, colon).replace('\u00a0', ' ').strip().toLowerCase(Locale.ROOT);
  }
}
