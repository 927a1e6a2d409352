package io.taskweir.email;

import static io.taskweir.state.DnsLookup.RecordType.A;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.engine.RecordingContext;
import io.taskweir.state.Content;
import io.taskweir.state.DnsLookup;
import io.taskweir.state.Json;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnalyzeSenderTest {

  private static final String ROUTE =
      """
      Return-Path: <ann@example.org>
      Received: from in.example.com (in.example.com [10.0.0.1]) by box.example.com; Sun, 1 Mar 2026 09:31:00 +0000
      Received: from mx.example.org (mx.example.org [198.51.100.7]) by in.example.com; Sun, 1 Mar 2026 09:30:00 +0000
      Received: from pc (dsl.example.net [203.0.113.9]) by mx.example.org; Sun, 1 Mar 2026 09:29:00 +0000
      """;
  private static final String MESSAGE =
      """
      From: Ann <ann@example.org>
      To: bob@example.com
      Subject: Roof
      Message-ID: <1@example.org>
      Date: Sun, 1 Mar 2026 09:28:00 +0000

      It is red.
      """;
  private static final String FORGED =
      MESSAGE.replace("Ann <ann@example.org>", "Ann <ann@bank.example>");

  @Test
  void checksNothingWithoutAResolver() throws Exception {
    SenderFinding finding = check(null, Set.of(), ROUTE + signed(MESSAGE));

    assertThat(finding.spf()).isNull();
    assertThat(finding.dkim()).isNull();
    assertThat(finding.dmarc()).isNull();
    assertThat(finding.details()).isEmpty();
    assertThat(finding.reasons()).isEmpty();
  }

  @Test
  void vouchesForASenderWhoIsWhoHeSays() throws Exception {
    SenderFinding finding = check(dns(), Set.of(), ROUTE + signed(MESSAGE));

    assertThat(finding.spf()).isEqualTo(AuthResult.PASS);
    assertThat(finding.dkim()).isEqualTo(AuthResult.PASS);
    assertThat(finding.dmarc()).isEqualTo(AuthResult.PASS);
    assertThat(finding.details())
        .containsExactly(
            "spf=pass ann@example.org from 198.51.100.7",
            "dkim=pass example.org: selector key",
            "dmarc=pass example.org, policy reject");
    assertThat(Analysis.codes(finding.reasons())).containsExactly("DMARC_PASS");
  }

  @Test
  void noticesASenderWhoseDomainDisownsHim() throws Exception {
    SenderFinding finding = check(dns(), Set.of(), ROUTE + signed(FORGED));

    assertThat(finding.dkim()).isEqualTo(AuthResult.PASS);
    assertThat(finding.dmarc()).isEqualTo(AuthResult.FAIL);
    assertThat(Analysis.codes(finding.reasons())).contains("DMARC_REFUSED");
    assertThat(Rule.named("DMARC_REFUSED").role()).isEqualTo(Rule.Role.DECEPTION);
  }

  @Test
  void noticesAHostThatMayNotSendAndASignatureThatDoesNotHold() throws Exception {
    String foreign = ROUTE.replace("198.51.100.7", "198.51.100.8");
    SenderFinding finding =
        check(dns(), Set.of(), foreign + signed(MESSAGE).replace("red", "blue"));

    assertThat(Analysis.codes(finding.reasons()))
        .containsExactlyInAnyOrder("SPF_FAIL", "DKIM_FAIL", "DMARC_REFUSED");
  }

  @Test
  void weighsNothingWhereNobodyAnswers() throws Exception {
    TestDns silent =
        new TestDns()
            .broken("example.org")
            .broken("key._domainkey.example.org")
            .broken("_dmarc.example.org");
    SenderFinding finding = check(silent, Set.of(), ROUTE + signed(MESSAGE));

    assertThat(finding.spf()).isEqualTo(AuthResult.TEMPERROR);
    assertThat(finding.dkim()).isEqualTo(AuthResult.TEMPERROR);
    assertThat(finding.dmarc()).isEqualTo(AuthResult.TEMPERROR);
    assertThat(finding.reasons()).isEmpty();
  }

  @Test
  void checksTheClientOfTheLastTrustedHost() throws Exception {
    String relayed =
        ROUTE.replace("[10.0.0.1]", "[192.0.2.1]").replace("[198.51.100.7]", "[198.51.100.7]");

    assertThat(check(dns(), Set.of(), relayed + MESSAGE).spf()).isEqualTo(AuthResult.FAIL);
    assertThat(check(dns(), Set.of("box.example.com", "IN.example.com"), relayed + MESSAGE).spf())
        .isEqualTo(AuthResult.PASS);
    assertThat(check(dns(), Set.of("in.example.com"), relayed + MESSAGE).spf())
        .isEqualTo(AuthResult.NONE);
  }

  @Test
  void believesATrustedHostAndAsksNobody() throws Exception {
    TestDns dns = dns();
    String noted =
        "Authentication-Results: in.example.com; spf=fail; dkim=none; dmarc=fail"
            + " policy.dmarc=reject\n";
    SenderFinding finding = check(dns, Set.of("in.example.com"), noted + ROUTE + signed(MESSAGE));

    assertThat(finding.spf()).isEqualTo(AuthResult.FAIL);
    assertThat(finding.dmarc()).isEqualTo(AuthResult.FAIL);
    assertThat(Analysis.codes(finding.reasons())).containsExactly("SPF_FAIL", "DMARC_REFUSED");
    assertThat(dns.asked()).isEmpty();
    assertThat(check(dns, Set.of(), noted + ROUTE + signed(MESSAGE)).dmarc())
        .isEqualTo(AuthResult.PASS);
  }

  @Test
  void vouchesForNoneOfSeveralSenders() throws Exception {
    String two = MESSAGE.replace("From: Ann", "From: Eve <eve@bank.example>, Ann");
    String twice = "From: Eve <eve@bank.example>\n" + MESSAGE;

    assertThat(check(dns(), Set.of(), ROUTE + two).dmarc()).isEqualTo(AuthResult.NONE);
    assertThat(check(dns(), Set.of(), ROUTE + twice).dmarc()).isEqualTo(AuthResult.NONE);
  }

  @Test
  void asksForAnInternationalDomainByItsAsciiForm() throws Exception {
    TestDns dns = new TestDns().text("_dmarc.xn--mller-kva.example", "v=DMARC1; p=reject");
    String written = MESSAGE.replace("ann@example.org", "ann@m\u00fcller.example");

    assertThat(check(dns, Set.of(), ROUTE + written).dmarc()).isEqualTo(AuthResult.FAIL);
  }

  @Test
  void takesTheMessageAlongOnlyWhereItIsSigned() throws Exception {
    assertThat(Senders.ofMessage(MESSAGE).signedMessage()).isNull();
    assertThat(Senders.ofMessage(signed(MESSAGE)).signedMessage())
        .extracting(Content::digest)
        .isEqualTo(Content.digestOf(signed(MESSAGE).getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  void hasAnInputThatADeadLetterCanHold() throws Exception {
    Sender sender = Senders.ofMessage(ROUTE + signed(MESSAGE));
    Sender read = Json.mapper().readValue(Json.write(sender), Sender.class);

    assertThat(read).usingRecursiveComparison().isEqualTo(sender);
  }

  @Test
  void travelsToItsSubtasks() throws Exception {
    DnsLookup zone = dns();
    new ObjectOutputStream(new ByteArrayOutputStream())
        .writeObject(new AnalyzeSender(zone, Set.of("in.example.com")));
  }

  private static TestDns dns() {
    return Signing.dns()
        .text("example.org", "v=spf1 a:mx.example.org -all")
        .with(A, "mx.example.org", "198.51.100.7")
        .text("_dmarc.example.org", "v=DMARC1; p=reject")
        .text("_dmarc.bank.example", "v=DMARC1; p=quarantine");
  }

  private static String signed(String message) {
    return Signing.sign("relaxed/relaxed", "from:subject", "", message);
  }

  private static SenderFinding check(DnsLookup dns, Set<String> trusted, String message)
      throws Exception {
    try (RecordingContext<Finding> context = new RecordingContext<>()) {
      new AnalyzeSender(dns, trusted).run(Senders.ofMessage(message), context);
      return context.results().get(0).sender();
    }
  }
}
