package io.taskweir.email;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Pages of HTML and pictures of SVG: what their text says, where they lead, and what their markup
 * does once a browser has opened them, which no mail client would let it do in a message.
 */
final class PageKind implements FileKind {

  private static final Set<String> HTML =
      Set.of("text/html", "application/xhtml+xml", "image/svg+xml");

  /** What counts against a page; a message in HTML alone is odd, a page is nothing else. */
  private static final Set<Rule> OF_PAGES =
      EnumSet.of(
          Rule.HIDDEN_TEXT,
          Rule.BROKEN_WORDS,
          Rule.HTML_FORM,
          Rule.HTML_PASSWORD,
          Rule.HTML_SCRIPT);

  private final Phrases phrases;

  PageKind(Phrases phrases) {
    this.phrases = phrases;
  }

  @Override
  public boolean covers(String type) {
    return HTML.contains(type);
  }

  @Override
  public void look(InnerFile file, Inspection inspection) throws IOException {
    int length = Math.min(file.bytes().length, inspection.limits().partBytes());
    String html =
        MailCharset.decode(
            file.bytes(), 0, length, HtmlCharset.declaredIn(file.bytes(), length), new Defects());
    if (length < file.bytes().length || html.length() > HtmlText.MOST_HTML) {
      inspection.giveUp("PAGE_CUT", file.name());
    }
    page(html, file.type().equals("image/svg+xml"), inspection);
  }

  /** Looks at a page. */
  void page(String html, boolean isPicture, Inspection inspection) {
    String bounded = PlainText.cut(html, HtmlText.MOST_HTML);
    HtmlText text = HtmlText.of(bounded);
    text(text.visible(), inspection);
    List<Reason> reasons =
        TextSignals.ofForms(null, text).stream()
            .filter(reason -> OF_PAGES.contains(Rule.named(reason.code())))
            .toList();
    inspection.see(reasons);
    inspection.follow(new MailText(null, bounded));
    PageMarkup.of(bounded, text, isPicture, inspection);
  }

  /** Looks at what a text says. */
  void text(String text, Inspection inspection) {
    inspection.see(phrases.in(Words.of(PlainText.cut(text, AnalyzeText.MOST_TEXT))));
  }
}
