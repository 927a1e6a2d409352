package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.state.DnsLookup.RecordType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DmarcTest {

  private static final String FROM = "mail.example.co.uk";

  private final TestDns dns = new TestDns();

  @ParameterizedTest
  @CsvSource({
    "r,mail.example.co.uk,PASS",
    "r,example.co.uk,PASS",
    "r,other.example.co.uk,PASS",
    "r,EXAMPLE.co.uk,PASS",
    "r,co.uk,FAIL",
    "r,another.co.uk,FAIL",
    "r,example.com,FAIL",
    "s,mail.example.co.uk,PASS",
    "s,example.co.uk,FAIL",
    "s,sub.mail.example.co.uk,FAIL"
  })
  void alignsAsThePolicyAsks(String mode, String domain, AuthResult expected) {
    dns.text("_dmarc." + FROM, "v=DMARC1; p=reject; aspf=" + mode + "; adkim=" + mode);

    assertThat(check(AuthResult.PASS, domain, List.of()).result()).isEqualTo(expected);
    assertThat(check(AuthResult.NONE, "", List.of(signedBy(domain))).result()).isEqualTo(expected);
  }

  @Test
  void passesByEitherOfBoth() {
    dns.text("_dmarc." + FROM, "v=DMARC1; p=reject");
    Dkim.Outcome broken = new Dkim.Outcome(AuthResult.FAIL, FROM, "");

    assertThat(check(AuthResult.FAIL, FROM, List.of(broken, signedBy(FROM))).result())
        .isEqualTo(AuthResult.PASS);
    assertThat(check(AuthResult.PASS, FROM, List.of(broken)).result()).isEqualTo(AuthResult.PASS);
    assertThat(check(AuthResult.SOFTFAIL, FROM, List.of(broken)).result())
        .isEqualTo(AuthResult.FAIL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v=DMARC1; p=reject|reject",
        "v=DMARC1; p=reject; sp=none|none",
        "v=DMARC1; p=none; sp=quarantine|quarantine",
        "v=DMARC1; p=reject; pct=50|quarantine",
        "v=DMARC1; p=quarantine; pct=0|none",
        "v=DMARC1; p=reject; pct=100|reject",
        "v=DMARC1; p=strict; rua=mailto:a@example.com|none"
      })
  void findsThePolicyOfTheOrganisation(String text, String policy) {
    dns.text("_dmarc.example.co.uk", text);

    assertThat(check(AuthResult.NONE, "", List.of()))
        .isEqualTo(new Dmarc.Outcome(AuthResult.FAIL, policy));
    assertThat(dns.asked()).hasSize(2);
  }

  @Test
  void prefersThePolicyOfTheDomainItself() {
    dns.text("_dmarc." + FROM, "v=DMARC1; p=none; sp=reject")
        .text("_dmarc.example.co.uk", "v=DMARC1; p=reject");

    assertThat(check(AuthResult.NONE, "", List.of()).policy()).isEqualTo("none");
  }

  @Test
  void saysNothingWhereNothingIsPublished() {
    dns.text("_dmarc." + FROM, "v=spf1 -all")
        .with(RecordType.TXT, "_dmarc.example.co.uk", "v=DMARC1; p=none", "v=DMARC1; p=reject");

    assertThat(check(AuthResult.PASS, FROM, List.of()).result()).isEqualTo(AuthResult.NONE);
  }

  @Test
  void refusesAPolicyThatIsNone() {
    dns.text("_dmarc." + FROM, "v=DMARC1; p=strict");
    assertThat(check(AuthResult.PASS, FROM, List.of()).result()).isEqualTo(AuthResult.PERMERROR);

    TestDns long64 = new TestDns().text("_dmarc." + FROM, "v=DMARC1; p=none;" + "x".repeat(64_000));
    assertThat(Dmarc.check(long64, FROM, AuthResult.PASS, FROM, List.of()).result())
        .isEqualTo(AuthResult.NONE);
  }

  @Test
  void doesNotTakeSilenceForAnAnswer() {
    dns.broken("_dmarc." + FROM);
    assertThat(check(AuthResult.PASS, FROM, List.of()).result()).isEqualTo(AuthResult.TEMPERROR);

    TestDns half = new TestDns().broken("_dmarc.example.co.uk");
    assertThat(Dmarc.check(half, FROM, AuthResult.PASS, FROM, List.of()).result())
        .isEqualTo(AuthResult.TEMPERROR);
  }

  @Test
  void doesNotFailWhatMightHavePassed() {
    dns.text("_dmarc." + FROM, "v=DMARC1; p=reject");
    Dkim.Outcome silent = new Dkim.Outcome(AuthResult.TEMPERROR, FROM, "");
    Dkim.Outcome foreign = new Dkim.Outcome(AuthResult.TEMPERROR, "example.com", "");

    assertThat(check(AuthResult.TEMPERROR, FROM, List.of()).result())
        .isEqualTo(AuthResult.TEMPERROR);
    assertThat(check(AuthResult.NONE, "", List.of(silent)).result())
        .isEqualTo(AuthResult.TEMPERROR);
    assertThat(check(AuthResult.TEMPERROR, "example.com", List.of(foreign)).result())
        .isEqualTo(AuthResult.FAIL);
  }

  private static Dkim.Outcome signedBy(String domain) {
    return new Dkim.Outcome(AuthResult.PASS, domain, "");
  }

  private Dmarc.Outcome check(AuthResult spf, String bounces, List<Dkim.Outcome> dkim) {
    return Dmarc.check(dns, FROM, spf, bounces, dkim);
  }
}
