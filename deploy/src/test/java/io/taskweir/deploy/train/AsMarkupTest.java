package io.taskweir.deploy.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.email.LabelledMail;
import io.taskweir.email.MailFeatures;
import io.taskweir.email.MailSample;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AsMarkupTest {

  private static final List<String> FORM =
      List.of("type:text/plain", "encoding:7bit", "charset:us-ascii", "tree:text/plain,");

  @Test
  void saysTheSameInAnotherForm() {
    MailSample html =
        AsMarkup.of(new MailSample("1 < 2", "Dear all,\n\nAT&T is <there>.\n", null, FORM));

    assertThat(html.plain()).isNull();
    assertThat(html.html()).contains("<title>1 &lt; 2</title>", "<p>AT&amp;T is &lt;there&gt;.");
    assertThat(MailFeatures.displayed(html.html()).strip().replaceAll("\\s+", " "))
        .isEqualTo("1 < 2 Dear all, AT&T is <there>.");
    assertThat(html.structure())
        .containsExactly(
            "type:text/html", "encoding:quoted-printable", "charset:utf-8", "tree:text/html,");
  }

  @Test
  void showsOneInEightAgainOnItsOwnSideAndNothingThatHasMarkup() {
    List<LabelledMail> plain =
        IntStream.range(0, 800)
            .mapToObj(i -> new MailSample("s", "text " + i, null, FORM))
            .map(sample -> new LabelledMail(sample, sample.plain().endsWith("1"), "o"))
            .toList();
    List<LabelledMail> both = AsMarkup.besides(plain);
    assertThat(both.subList(0, 800)).isEqualTo(plain);
    assertThat(both.size()).isBetween(870, 930);
    assertThat(both.subList(800, both.size()))
        .allMatch(mail -> mail.sample().html() != null)
        .allMatch(mail -> mail.spam() == mail.sample().html().contains("1</p>"));

    List<LabelledMail> marked = both.subList(800, both.size());
    assertThat(AsMarkup.besides(marked)).isEqualTo(marked);
  }
}
