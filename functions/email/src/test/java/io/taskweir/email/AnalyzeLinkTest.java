package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnalyzeLinkTest {

  @Test
  void findsNothingInALinkThatLeadsWhereItSays() throws Exception {
    LinkFinding finding = Analysis.of(link("https://www.example.org/a?b=c", "www.example.org"));

    assertThat(finding.reasons()).isEmpty();
    assertThat(finding.risk()).isZero();
    assertThat(finding.host()).isEqualTo("www.example.org");
  }

  @Test
  void noticesTextThatNamesAnotherSite() throws Exception {
    LinkFinding finding = Analysis.of(link("https://example.net/login", "www.bank.example"));

    assertThat(Analysis.codes(finding.reasons())).containsExactly("LINK_OTHER_HOST");
    assertThat(finding.reasons().get(0).detail())
        .endsWith("www.bank.example is shown for example.net");
    assertThat(finding.risk()).isBetween(0.2, 0.9);
  }

  @Test
  void takesHostsOfOneOwnerForOneSite() throws Exception {
    assertThat(codes("https://mail.example.co.uk/", "www.example.co.uk")).isEmpty();
    assertThat(codes("https://one.co.uk/", "other.co.uk")).containsExactly("LINK_OTHER_HOST");
    assertThat(codes("https://one.github.io/", "other.github.io"))
        .containsExactly("LINK_OTHER_HOST");
  }

  @Test
  void noticesBareAddresses() throws Exception {
    assertThat(codes("http://192.0.2.7/", null)).containsExactly("LINK_IP_HOST");
    assertThat(codes("http://[2001:db8::1]:8080/", null))
        .containsExactly("LINK_IP_HOST", "LINK_PORT");
  }

  @Test
  void noticesANameBeforeTheAt() throws Exception {
    assertThat(codes("http://www.bank.example@192.0.2.7/", null))
        .containsExactly("LINK_IP_HOST", "LINK_USERINFO", "LINK_USERINFO_HOST");
    assertThat(codes("http://ann:secret@www.example.org/", null)).containsExactly("LINK_USERINFO");
    assertThat(codes("http://example.org/path@home?to=a@b", null)).isEmpty();
  }

  @Test
  void noticesAHostThatBeginsWithAnother() throws Exception {
    assertThat(codes("https://bank.com.account.example.net/", null))
        .containsExactly("LINK_NESTED_HOST");
    assertThat(codes("https://shop.example.com.au/", null)).isEmpty();
    assertThat(codes("https://com.example.net/", null)).isEmpty();
  }

  @Test
  void tellsForeignHostsFromLookalikes() throws Exception {
    assertThat(codes("https://xn--bcher-kva.example/", null)).containsExactly("LINK_PUNYCODE");
    assertThat(codes("https://xn--80ak6aa92e.com/", null))
        .containsExactly("LINK_LOOKALIKE", "LINK_BRAND_LOOKALIKE");
    assertThat(codes("https://xn--pypal-4ve.com/", null))
        .containsExactly("LINK_LOOKALIKE", "LINK_BRAND_LOOKALIKE");
  }

  @Test
  void noticesWhatIsNoLinkAtAll() throws Exception {
    assertThat(codesOf(new Link("javascript:alert(1)", null, true, null)))
        .containsExactly("LINK_SCRIPT");
    assertThat(codesOf(new Link("data:text/html,x", null, true, null)))
        .containsExactly("LINK_SCRIPT");
    assertThat(codesOf(new Link("http://exa mple.org:99999", null, false, null)))
        .containsExactly("LINK_MALFORMED");
    assertThat(codesOf(new Link("mailto:ann@example.org", null, true, null))).isEmpty();
  }

  @Test
  void survivesAnyText() throws Exception {
    for (String url :
        List.of("", ":", "//", "http:", "http://", "https://@", "http://:", "ftp://[", "@")) {
      assertThat(Analysis.of(new Link(url, null, true, null)).url()).isEqualTo(url);
      assertThat(Analysis.of(new Link(url, "", false, "")).url()).isEqualTo(url);
    }
  }

  @Test
  void findsTheSameForEveryMessage() throws Exception {
    Link link = link("http://example.net/", "www.bank.example");
    Link equal = link("http://example.net/", "www.bank.example");

    assertThat(equal.identity()).isEqualTo(link.identity());
    assertThat(Analysis.of(link)).isEqualTo(Analysis.of(equal));
  }

  private static List<String> codes(String url, String displayedHost) throws Exception {
    return codesOf(link(url, displayedHost));
  }

  private static List<String> codesOf(Link link) throws Exception {
    return Analysis.codes(Analysis.of(link).reasons());
  }

  private static Link link(String url, String displayedHost) {
    return new Link(url, CanonicalUrl.parse(url).host(), true, displayedHost);
  }
}
