package io.taskweir.email;

import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.annotation.Nullable;

/** Calendar invitations (RFC 5545): who invites, what the invitation says, and where it leads. */
final class CalendarKind implements FileKind {

  private static final Set<String> TEXTS =
      Set.of("SUMMARY", "DESCRIPTION", "COMMENT", "LOCATION", "URL", "ATTACH", "CONFERENCE");
  private static final String HTML = "X-ALT-DESC";

  private final PageKind page;

  CalendarKind(PageKind page) {
    this.page = page;
  }

  @Override
  public boolean covers(String type) {
    return type.equals("text/calendar");
  }

  @Override
  public void look(InnerFile file, Inspection inspection) {
    int length = Math.min(file.bytes().length, inspection.limits().partBytes());
    if (length < file.bytes().length) {
      inspection.giveUp("PART_TOO_LARGE", file.name());
    }
    String calendar = MailCharset.guess(file.bytes(), 0, length);
    StringBuilder text = new StringBuilder();
    String invites = null;
    Iterator<String> lines = calendar.lines().iterator();
    String line = next(lines, null);
    while (line != null) {
      StringBuilder unfolded = new StringBuilder(line);
      line = next(lines, unfolded);
      invites = onLine(unfolded.toString(), text, invites, inspection);
    }
    if (invites != null) {
      inspection.see(Rule.CALENDAR_INVITE, invites);
    }
    page.text(text.toString(), inspection);
    inspection.follow(new MailText(text.toString(), null));
  }

  /** The next line that is no continuation; those are added to what they continue. */
  @Nullable
  private static String next(Iterator<String> lines, @Nullable StringBuilder unfolded) {
    while (lines.hasNext()) {
      String line = lines.next();
      boolean continues = line.startsWith(" ") || line.startsWith("\t");
      if (!continues || unfolded == null) {
        return line;
      }
      unfolded.append(line, 1, line.length());
    }
    return null;
  }

  @Nullable
  private String onLine(
      String line, StringBuilder text, @Nullable String invites, Inspection inspection) {
    int colon = valueAt(line);
    int semicolon = line.indexOf(';');
    int end = semicolon >= 0 && semicolon < colon ? semicolon : colon;
    if (end < 0) {
      return invites;
    }
    String name = line.substring(0, end).toUpperCase(Locale.ROOT);
    String value = unescaped(line.substring(colon + 1));
    if (TEXTS.contains(name) && text.length() < AnalyzeText.MOST_TEXT) {
      text.append(PlainText.cut(value, AnalyzeText.MOST_TEXT)).append('\n');
    } else if (name.equals(HTML)) {
      page.page(value, false, inspection);
    } else if (name.equals("METHOD") && invites == null) {
      return "method " + value;
    } else if (name.equals("ORGANIZER") && (invites == null || invites.startsWith("method "))) {
      return value.regionMatches(true, 0, "mailto:", 0, 7) ? value.substring(7) : value;
    }
    return invites;
  }

  /** The colon before the value: the first that stands in no quoted parameter. */
  private static int valueAt(String line) {
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      quoted ^= c == '"';
      if (c == ':' && !quoted) {
        return i;
      }
    }
    return -1;
  }

  private static String unescaped(String value) {
    return value.replace("\\n", "\n").replace("\\N", "\n").replace("\\,", ",").replace("\\;", ";");
  }
}
