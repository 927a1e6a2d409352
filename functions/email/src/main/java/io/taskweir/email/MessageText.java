package io.taskweir.email;

import javax.annotation.Nullable;

/** Joins the displayed texts of a message, each kind up to a bound. */
final class MessageText {

  private final int most;
  private final Defects defects;
  @Nullable private StringBuilder plain;
  @Nullable private StringBuilder html;

  MessageText(int most, Defects defects) {
    this.most = most;
    this.defects = defects;
  }

  void addPlain(String text) {
    plain = joined(plain, text);
  }

  void addHtml(String text) {
    html = joined(html, text);
  }

  MailText text() {
    return new MailText(
        plain == null ? null : PlainText.cut(plain, most),
        html == null ? null : PlainText.cut(html, most));
  }

  private StringBuilder joined(@Nullable StringBuilder before, String text) {
    StringBuilder joined = before == null ? new StringBuilder() : before;
    if (joined.length() > 0 && !text.isEmpty()) {
      joined.append('\n');
    }
    int room = Math.max(0, most - joined.length());
    if (text.length() > room) {
      defects.add("TEXT_CUT");
    }
    return joined.append(text, 0, Math.min(room, text.length()));
  }
}
