package io.taskweir.email;

import static io.taskweir.state.DnsLookup.RecordType.A;
import static io.taskweir.state.DnsLookup.RecordType.AAAA;
import static io.taskweir.state.DnsLookup.RecordType.MX;
import static io.taskweir.state.DnsLookup.RecordType.PTR;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.state.DnsLookup.RecordType;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpfTest {

  private static final String CLIENT = "192.0.2.10";
  private static final String SIX = "2001:db8::10";

  private final TestDns dns = new TestDns();

  @ParameterizedTest
  @CsvSource({
    "v=spf1 ip4:192.0.2.10 -all,PASS",
    "v=spf1 ip4:192.0.2.0/24 -all,PASS",
    "v=spf1 ip4:192.0.2.8/30 -all,PASS",
    "v=spf1 ip4:192.0.2.12/30 -all,FAIL",
    "v=spf1 ip4:0.0.0.0/0 -all,PASS",
    "v=spf1 ip6:2001:db8::/32 -all,FAIL",
    "v=spf1 -all,FAIL",
    "v=spf1 ~all,SOFTFAIL",
    "v=spf1 ?all,NEUTRAL",
    "v=spf1 +all,PASS",
    "V=SPF1 IP4:192.0.2.10 -ALL,PASS",
    "v=spf1,NEUTRAL",
    "v=spf1 ip4:198.51.100.1,NEUTRAL",
    "v=spf1 -ip4:192.0.2.10 +all,FAIL",
    "v=spf1 exp=why.example.org unknown=x -all,FAIL",
    "v=spf10 -all,NONE",
    "v=spf1 all:x,PERMERROR",
    "v=spf1 ip4 -all,PERMERROR",
    "v=spf1 ip4:192.0.2 -all,PERMERROR",
    "v=spf1 ip4:192.0.2.0/33 -all,PERMERROR",
    "v=spf1 ip4:2001:db8::1 -all,PERMERROR",
    "v=spf1 ip6:192.0.2.1 -all,PERMERROR",
    "v=spf1 include: -all,PERMERROR",
    "v=spf1 a: -all,PERMERROR",
    "v=spf1 a/ -all,PERMERROR",
    "v=spf1 nonsense -all,PERMERROR",
    "v=spf1 exists:%{x}.example.org -all,PERMERROR",
    "v=spf1 exists:%{d -all,PERMERROR",
    "v=spf1 exists:%{d0} -all,PERMERROR",
    "v=spf1 redirect=a.example redirect=b.example,PERMERROR",
    "v=spf1 -all trailing^,PERMERROR"
  })
  void readsARecord(String spf, AuthResult expected) {
    dns.text("example.org", spf);

    assertThat(check(CLIENT)).isEqualTo(expected);
  }

  @Test
  void knowsIpv6() {
    dns.text("example.org", "v=spf1 ip6:2001:db8::/120 a:six.example//64 -all")
        .with(AAAA, "six.example", "2001:db8:0:1::1");

    assertThat(check(SIX)).isEqualTo(AuthResult.PASS);
    assertThat(check("2001:db8:0:1::99")).isEqualTo(AuthResult.PASS);
    assertThat(check("2001:db8:0:2::99")).isEqualTo(AuthResult.FAIL);
    assertThat(check("::ffff:192.0.2.10")).isEqualTo(AuthResult.FAIL);
  }

  @Test
  void followsAddressesAndMailHosts() {
    dns.text("example.org", "v=spf1 a mx:mail.example/24 -all")
        .with(A, "example.org", "198.51.100.1")
        .with(MX, "mail.example", "mx.mail.example")
        .with(A, "mx.mail.example", "192.0.2.77");

    assertThat(check("198.51.100.1")).isEqualTo(AuthResult.PASS);
    assertThat(check(CLIENT)).isEqualTo(AuthResult.PASS);
    assertThat(check("203.0.113.1")).isEqualTo(AuthResult.FAIL);
  }

  @Test
  void believesANameOnlyWhereItLeadsBack() {
    dns.text("example.org", "v=spf1 ptr:mail.example -all")
        .with(PTR, "10.2.0.192.in-addr.arpa", "a.mail.example", "b.mail.example")
        .with(A, "b.mail.example", CLIENT)
        .with(PTR, "11.2.0.192.in-addr.arpa", "b.mail.example")
        .with(PTR, "12.2.0.192.in-addr.arpa", "notmail.example")
        .with(A, "notmail.example", "192.0.2.12");

    assertThat(check(CLIENT)).isEqualTo(AuthResult.PASS);
    assertThat(check("192.0.2.11")).isEqualTo(AuthResult.FAIL);
    assertThat(check("192.0.2.12")).isEqualTo(AuthResult.FAIL);
  }

  @Test
  void takesFromAnIncludedRecordOnlyItsPass() {
    dns.text("example.org", "v=spf1 include:a.example include:b.example ~all")
        .text("a.example", "v=spf1 ip4:198.51.100.1 -all")
        .text("b.example", "v=spf1 ip4:192.0.2.0/24 -all");

    assertThat(check(CLIENT)).isEqualTo(AuthResult.PASS);
    assertThat(check("203.0.113.1")).isEqualTo(AuthResult.SOFTFAIL);
  }

  @Test
  void takesFromARedirectEverything() {
    dns.text("example.org", "v=spf1 redirect=a.example")
        .text("a.example", "v=spf1 ip4:198.51.100.1 -all")
        .text("lost.example", "v=spf1 redirect=nowhere.example");

    assertThat(check(CLIENT)).isEqualTo(AuthResult.FAIL);
    assertThat(checkOf("ann@lost.example")).isEqualTo(AuthResult.PERMERROR);
  }

  @Test
  void endsLoops() {
    dns.text("example.org", "v=spf1 include:example.org -all")
        .text("a.example", "v=spf1 redirect=b.example")
        .text("b.example", "v=spf1 redirect=a.example");

    assertThat(check(CLIENT)).isEqualTo(AuthResult.PERMERROR);
    assertThat(checkOf("ann@a.example")).isEqualTo(AuthResult.PERMERROR);
    assertThat(dns.asked()).hasSizeLessThan(30);
  }

  @Test
  void looksUpTenTermsAndNoMore() {
    for (int i = 0; i < 11; i++) {
      dns.with(A, "h" + i + ".example", "198.51.100." + i);
    }
    StringBuilder terms = new StringBuilder("v=spf1");
    for (int i = 0; i < 10; i++) {
      terms.append(" a:h").append(i).append(".example");
    }
    dns.text("example.org", terms + " -all").text("more.example", terms + " a:h10.example -all");

    assertThat(check(CLIENT)).isEqualTo(AuthResult.FAIL);
    assertThat(checkOf("ann@more.example")).isEqualTo(AuthResult.PERMERROR);
  }

  @Test
  void toleratesTwoVoidLookupsAndNoMore() {
    dns.text("example.org", "v=spf1 a:x.example mx:y.example -all")
        .text("more.example", "v=spf1 a:x.example mx:y.example exists:z.example -all");

    assertThat(check(CLIENT)).isEqualTo(AuthResult.FAIL);
    assertThat(checkOf("ann@more.example")).isEqualTo(AuthResult.PERMERROR);
  }

  @Test
  void takesTenMailHostsAndNoMore() {
    String[] hosts = new String[11];
    for (int i = 0; i < hosts.length; i++) {
      hosts[i] = "h" + i + ".example";
      dns.with(A, hosts[i], "192.0.2." + i);
    }
    dns.with(MX, "ten.example", Arrays.copyOf(hosts, 10)).with(MX, "more.example", hosts);
    dns.text("ten.example", "v=spf1 mx -all").text("more.example", "v=spf1 mx -all");

    assertThat(checkOf("ann@ten.example")).isEqualTo(AuthResult.FAIL);
    assertThat(checkOf("ann@more.example")).isEqualTo(AuthResult.PERMERROR);
  }

  @Test
  void tellsNoAnswerFromNoRecord() {
    dns.broken("example.org")
        .with(RecordType.TXT, "two.example", "v=spf1 -all", "v=spf1 +all")
        .with(RecordType.TXT, "one.example", "unrelated", "v=spf1 -all")
        .text("part.example", "v=spf1 include:example.org -all")
        .text("gone.example", "v=spf1 include:nowhere.example -all");

    assertThat(check(CLIENT)).isEqualTo(AuthResult.TEMPERROR);
    assertThat(checkOf("ann@part.example")).isEqualTo(AuthResult.TEMPERROR);
    assertThat(checkOf("ann@gone.example")).isEqualTo(AuthResult.PERMERROR);
    assertThat(checkOf("ann@two.example")).isEqualTo(AuthResult.PERMERROR);
    assertThat(checkOf("ann@one.example")).isEqualTo(AuthResult.FAIL);
    assertThat(checkOf("ann@nowhere.example")).isEqualTo(AuthResult.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "localhost", "a..example", "[192.0.2.1]", "a b.example", "\\000.example"})
  void asksForNoNameThatCannotBe(String domain) {
    assertThat(checkOf("ann@" + domain)).isEqualTo(AuthResult.NONE);
    assertThat(checkOf("ann@" + "a".repeat(64) + ".example")).isEqualTo(AuthResult.NONE);
    assertThat(dns.asked()).filteredOn(asked -> !asked.equals("TXT [192.0.2.1]")).isEmpty();
  }

  /** The examples of RFC 7208, section 7.4. */
  @ParameterizedTest
  @CsvSource({
    "%{s},strong-bad@email.example.com",
    "%{o},email.example.com",
    "%{d},email.example.com",
    "%{d4},email.example.com",
    "%{d3},email.example.com",
    "%{d2},example.com",
    "%{d1},com",
    "%{dr},com.example.email",
    "%{d2r},example.email",
    "%{l},strong-bad",
    "%{l-},strong.bad",
    "%{lr},strong-bad",
    "%{lr-},bad.strong",
    "%{l1r-},strong",
    "%{ir}.%{v}._spf.%{d2},3.2.0.192.in-addr._spf.example.com",
    "%{lr-}.lp._spf.%{d2},bad.strong.lp._spf.example.com",
    "%{d2}.trusted-domains.example.net,example.com.trusted-domains.example.net"
  })
  void fillsInMacros(String text, String expected) {
    SpfMacro macros =
        new SpfMacro(IpAddress.parse("192.0.2.3"), "strong-bad@email.example.com", "mx.example");

    assertThat(macros.domain(text, "email.example.com")).isEqualTo(expected);
  }

  @Test
  void fillsInAnIpv6AddressByItsHalfBytes() {
    SpfMacro macros = new SpfMacro(IpAddress.parse("2001:db8::cb01"), "a@b.example", "mx.example");

    assertThat(macros.domain("%{ir}.%{v}", "b.example"))
        .isEqualTo("1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6");
  }

  @Test
  void cutsLongNamesFromTheLeft() {
    SpfMacro macros =
        new SpfMacro(IpAddress.parse(CLIENT), "ann." + "x.".repeat(300) + "x@b.example", "");

    assertThat(macros.domain("%{l}.%{d}", "b.example"))
        .endsWith("x.b.example")
        .hasSizeLessThan(254);
    assertThat(macros.domain("%{d}".repeat(1_000_000), "b.example")).hasSizeLessThan(254);
  }

  @Test
  void readsNoRecordThatIsTooLong() {
    dns.text("example.org", "v=spf1 " + "a ".repeat(32_000) + "-all")
        .text("words.example", "v=spf1 " + "x=y ".repeat(1_900) + "-all");

    assertThat(check(CLIENT)).isEqualTo(AuthResult.PERMERROR);
    assertThat(checkOf("ann@words.example")).isEqualTo(AuthResult.FAIL);
  }

  @Test
  void checksWhatTheClientCalledItselfWhereBouncesGoNowhere() {
    dns.text("mx.example", "v=spf1 exists:%{l}.%{h}.%{d2} -all")
        .with(A, "postmaster.mx.example.mx.example", "127.0.0.2");

    assertThat(Spf.check(dns, IpAddress.parse(CLIENT), "postmaster@mx.example", "mx.example"))
        .isEqualTo(AuthResult.PASS);
  }

  private AuthResult check(String client) {
    return Spf.check(dns, IpAddress.parse(client), "ann@example.org", "mx.example.org");
  }

  private AuthResult checkOf(String sender) {
    return Spf.check(dns, IpAddress.parse(CLIENT), sender, "mx.example.org");
  }
}
