package io.taskweir.email;

import io.taskweir.engine.TaskContext;
import io.taskweir.engine.TaskFunction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.annotation.Nullable;

/**
 * Looks at the text that a message displays: its language, its keywords, and what gives it away.
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
    Words words = Words.of(displayed(plain, html));
    context.emit(
        Finding.of(
            new TextFinding(
                language.of(words.text()), Keywords.of(words), reasons(plain, html, words))));
  }

  private List<Reason> reasons(@Nullable String plain, @Nullable HtmlText html, Words words) {
    List<Reason> reasons = new ArrayList<>(phrases.in(words));
    reasons.addAll(TextSignals.ofText(words));
    reasons.addAll(TextSignals.ofForms(plain, html));
    reasons.sort(Comparator.comparing(reason -> Rule.valueOf(reason.code())));
    return List.copyOf(reasons);
  }

  /** Both forms, the HTML first: which of them a reader sees is his client's choice. */
  private static String displayed(@Nullable String plain, @Nullable HtmlText html) {
    if (html == null) {
      return plain == null ? "" : plain;
    }
    String visible = bounded(html.visible());
    return plain == null ? visible : visible + '\n' + plain;
  }

  private static String bounded(String text) {
    return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT);
  }
}
