package io.taskweir.deploy.train;

import io.taskweir.email.LabelledMail;
import io.taskweir.email.MailSample;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/**
 * Shows the learner some plain messages once more, as the HTML that a mail program would make of
 * them.
 *
 * <p>In the data people write plain text and sellers write HTML, so a model learns that HTML alone
 * is for sale. The same words in both forms and on both sides say that the form is nobody's.
 */
final class AsMarkup {

  /** One message in so many is shown again. */
  static final int EVERY = 8;

  private AsMarkup() {}

  /** {@code mails}, and after them those of them that are shown again, chosen by their text. */
  static List<LabelledMail> besides(List<LabelledMail> mails) {
    List<LabelledMail> both = new ArrayList<>(mails);
    for (LabelledMail mail : mails) {
      MailSample sample = mail.sample();
      if (sample.plain() != null
          && sample.html() == null
          && Math.floorMod(sample.plain().hashCode(), EVERY) == 0) {
        both.add(new LabelledMail(of(sample), mail.spam(), mail.origin()));
      }
    }
    return both;
  }

  /** The same message with HTML alone. */
  static MailSample of(MailSample plain) {
    String html =
        "<html><head><title>"
            + escaped(plain.subject())
            + "</title></head><body>\n<p>"
            + escaped(plain.plain()).replaceAll("\n\\s*\n", "</p>\n<p>")
            + "</p>\n</body></html>";
    List<String> form = plain.structure().stream().map(AsMarkup::form).toList();
    return new MailSample(plain.subject(), null, html, form);
  }

  private static String form(String fact) {
    return switch (fact) {
      case "encoding:none", "encoding:7bit" -> "encoding:quoted-printable";
      case "charset:us-ascii" -> "charset:utf-8";
      default -> fact.replace("text/plain", "text/html");
    };
  }

  private static String escaped(@Nullable String text) {
    return text == null ? "" : text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
