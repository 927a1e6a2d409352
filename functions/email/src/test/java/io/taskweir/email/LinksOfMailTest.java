package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinksOfMailTest {

  @Test
  void findsAnchorsAreasFormsAndUrlsInText() {
    assertThat(
            urls(
                "<a href='http://a.example'>x</a><map><area href='http://b.example'></map>"
                    + "<form action='http://c.example'><button formaction='http://d.example'>go</button>"
                    + "</form><p>see www.e.example or http://f.example.</p>"))
        .containsExactly(
            "http://a.example/",
            "http://b.example/",
            "http://c.example/",
            "http://d.example/",
            "http://www.e.example/",
            "http://f.example/");
  }

  @Test
  void keepsLinksToNoHostAndLeavesOutThoseToNoSite() {
    List<Link> links =
        html(
            "<a href=' java\nscript:alert(1)'>x</a><a href='data:text/html,y'>x</a>"
                + "<a href='mailto:a@b.example'>x</a><a href='tel:1'>x</a><a href='#top'>x</a>"
                + "<a href='relative.html'>x</a><a href=''>x</a>");

    assertThat(links)
        .containsExactly(
            new Link("javascript:alert(1)", null, true, null),
            new Link("data:text/html,y", null, true, null));
  }

  @Test
  void keepsTheTextOfALinkThatIsNoUrl() {
    assertThat(html("<a href='http://a b.example/'>x</a>"))
        .containsExactly(new Link("http://a b.example/", null, false, null));
  }

  @Test
  void completesReferencesTheWayClientsDo() {
    assertThat(urls("<a href='//a.example/x'>x</a><a href='www.b.example'>x</a>"))
        .containsExactly("http://a.example/x", "http://www.b.example/");
    assertThat(
            urls(
                "<base href='https://c.example/d/e?f'><a href='g'>x</a><a href='/h'>x</a>"
                    + "<a href='?i'>x</a><a href='../j'>x</a><a href='//k.example'>x</a>"))
        .containsExactly(
            "https://c.example/d/g",
            "https://c.example/h",
            "https://c.example/d/e?i",
            "https://c.example/j",
            "https://k.example/");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "http://bank.example/login|bank.example",
        "Log in at https://Bank.Example now|bank.example",
        "www.bank.example|www.bank.example",
        "bank.com|bank.com",
        "<b>bank</b>.<i>com</i>/x|bank.com",
        "b\u00fccher.de|xn--bcher-kva.de",
        "click here|none",
        "report.pdf|none",
        "archive.zip|none",
        "Visit bank.com today|none",
        "ann@bank.com|none",
        "3.14|none",
        "http://loseweight! and v1.0|none"
      })
  void readsTheHostThatTheDisplayedTextNames(String displayed, String host) {
    assertThat(html("<a href='http://evil.example/'>" + displayed + "</a>"))
        .containsExactly(new Link("http://evil.example/", "evil.example", true, host));
  }

  @Test
  void findsUrlsThatWordsRunInto() {
    assertThat(
            new LinkFinder(10, new Defects())
                .linksOf(
                    new MailText(
                        "Shop.examplehttp://a.example ipp://b.example HTTPS://c.example", null)))
        .extracting(Link::url)
        .containsExactly("http://a.example/", "https://c.example/");
  }

  @Test
  void keepsTheSpellingOfAHostThatHidesWhatItIs() {
    assertThat(html("<a href='http://0x7f.1/a'>x</a><a href='http://%62ank.example'>x</a>"))
        .containsExactly(
            new Link("http://127.0.0.1/a", "127.0.0.1", true, null, "0x7f.1"),
            new Link("http://bank.example/", "bank.example", true, null, "%62ank.example"));
    assertThat(
            html(
                "<a href='http://127.0.0.1./a'>x</a><a href='http://BANK.Example'>x</a>"
                    + "<a href='http://b%C3%BCcher.example'>x</a><a href='http://[::0001]/'>x</a>"
                    + "<a href='http://shop\u3002example'>x</a>"))
        .extracting(Link::writtenHost)
        .containsOnlyNulls();
  }

  @Test
  void namesATargetOnceForEachHostThatIsDisplayed() {
    String anchor = "<a href='http://evil.example'>";

    assertThat(
            new LinkFinder(10, new Defects())
                .linksOf(
                    new MailText(
                        "http://evil.example/ http://other.example",
                        anchor + "bank.com</a>" + anchor + "bank.com</a>" + anchor + "x</a>")))
        .containsExactly(
            new Link("http://evil.example/", "evil.example", true, "bank.com"),
            new Link("http://evil.example/", "evil.example", true, null),
            new Link("http://other.example/", "other.example", true, null));
  }

  private static List<Link> html(String html) {
    return new LinkFinder(10, new Defects()).linksOf(new MailText(null, html));
  }

  private static List<String> urls(String html) {
    return html(html).stream().map(Link::url).toList();
  }
}
