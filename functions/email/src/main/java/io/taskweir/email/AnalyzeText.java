package io.taskweir.email;

import io.taskweir.engine.TaskContext;
import io.taskweir.engine.TaskFunction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.annotation.Nullable;

/**
 * Looks at the text that a message displays: its language, its keywords, what it asks of its
 * reader, and what gives it away. All but the plain facts of its form are looked for in what the
 * message says itself, without what it quotes and its signature.
 *
 * <p>It keeps no state and rejects nothing. Of each form of the text it reads the first {@value
 * #MOST_TEXT} characters, which bounds the cost of hostile ones. The language model costs 10 MB of
 * class path, half a second when first opened in a JVM, and then about half of this task's time.
 */
public final class AnalyzeText implements TaskFunction<MailText, Finding> {

  static final int MOST_TEXT = 200_000;

  private transient Language language;
  private transient Phrases phrases;

  @Override
  public void open() {
    language = new Language();
    phrases = new Phrases();
  }

  @Override
  public void run(MailText input, TaskContext<Finding> context) {
    HtmlText html = input.html() == null ? null : HtmlText.of(input.html());
    String plain = input.plain() == null ? null : bounded(input.plain());
    Invisible text = Invisible.of(own(plain, html));
    Homoglyphs read = Homoglyphs.of(Words.of(text.text()));
    Words words = read.words();
    String spoken = language.of(words.text());
    List<Request> requests = Requests.in(words, spoken);
    List<Reason> reasons =
        new ArrayList<>(
            RequestReasons.of(phrases.in(words), requests, phrases, words.words().size()));
    reasons.addAll(TextSignals.ofText(words));
    reasons.addAll(TextSignals.ofDisguise(text, read));
    reasons.addAll(TextSignals.ofForms(plain, html));
    reasons.sort(Comparator.comparing(reason -> Rule.valueOf(reason.code())));
    context.emit(
        Finding.of(new TextFinding(spoken, Keywords.of(words), List.copyOf(reasons), requests)));
  }

  /**
   * What the message says itself in both forms, since which a reader sees is his client's choice.
   */
  private static String own(@Nullable String plain, @Nullable HtmlText html) {
    String ofPlain = plain == null ? "" : OwnText.of(plain).own();
    if (html == null) {
      return ofPlain;
    }
    String visible = OwnText.of(bounded(html.visible())).own();
    return plain == null ? visible : visible + "\n\n" + ofPlain;
  }

  private static String bounded(String text) {
    return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT);
  }
}
