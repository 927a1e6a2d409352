package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.state.DnsLookup;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DkimTest {

  private static final String MESSAGE =
      """
      Received: from a by b
      From:  Ann   <ann@example.org>
      To: bob@example.net,
       carol@example.net
      Subject: The  roof\t
      X-Other: one
      X-Other: two

      The roof  is new.\t

       It  is red.


      """;
  private static final Instant NOW = Instant.parse("2026-03-01T09:30:00Z");
  private static final List<String> FORMS =
      List.of("simple/simple", "simple/relaxed", "relaxed/simple", "relaxed/relaxed", "relaxed");

  @Test
  void verifiesWhatAnotherSigned() throws Exception {
    for (String forms : FORMS) {
      for (String message :
          new String[] {MESSAGE, "From: a@b\n\nno end", "From: a@b\n\n\n\nx\n\n"}) {
        String signed = sign(forms, message);

        assertThat(verify(signed)).as(forms + " of " + message).containsExactly(AuthResult.PASS);
        assertThat(verify(signed.replace("\r\n", "\n"))).containsExactly(AuthResult.PASS);
      }
    }
  }

  @Test
  void verifiesEd25519() throws Exception {
    String signed = Signing.signEd25519("Ann <ann@example.org>", "Roof", "It is red.\r\n");
    TestDns dns =
        new TestDns().text("ed._domainkey.example.org", Signing.keyRecord(Signing.ED25519));

    assertThat(verify(dns, signed)).containsExactly(AuthResult.PASS);
    assertThat(verify(dns, signed.replace("red", "blue"))).containsExactly(AuthResult.FAIL);
    assertThat(verify(dns, signed.replace("Roof", "Wall"))).containsExactly(AuthResult.FAIL);
  }

  @Test
  void noticesWhatWasChanged() throws Exception {
    for (String forms : FORMS) {
      String signed = sign(forms, MESSAGE);

      assertThat(verify(signed.replace("is new", "is old"))).containsExactly(AuthResult.FAIL);
      assertThat(verify(signed.replace("Ann ", "Eve "))).containsExactly(AuthResult.FAIL);
      assertThat(verify(signed.replace("From:", "Subject: another\r\nFrom:")))
          .containsExactly(AuthResult.PASS);
      assertThat(verify(signed.replace("Subject:", "Subject: another\r\nX:")))
          .containsExactly(AuthResult.FAIL);
      assertThat(verify(signed + "P.S.: and green")).containsExactly(AuthResult.FAIL);
    }
  }

  @Test
  void forgivesARelaxedSignatureItsWhiteSpaceAndNoSimpleOne() throws Exception {
    String relaxed = sign("relaxed/relaxed", MESSAGE);
    String simple = sign("simple/simple", MESSAGE);

    assertThat(verify(spaced(relaxed))).containsExactly(AuthResult.PASS);
    assertThat(verify(spaced(simple))).containsExactly(AuthResult.FAIL);
  }

  private static String spaced(String message) {
    return message
        .replace("From:  Ann   <", "FROM :\tAnn\r\n <")
        .replace("roof  is", "roof \t is")
        .replace("red.\r\n", "red.  \r\n");
  }

  @Test
  void catchesAFieldThatIsAddedWhereThereShouldBeNone() throws Exception {
    String once = Signing.sign("relaxed/relaxed", "from:subject:reply-to", "", MESSAGE);

    assertThat(verify(once)).containsExactly(AuthResult.PASS);
    assertThat(verify(once.replace("Subject:", "Reply-To: eve@example.com\r\nSubject:")))
        .containsExactly(AuthResult.FAIL);
  }

  @Test
  void countsASignatureOfPartOfTheBodyForNone() throws Exception {
    String part = Signing.sign("relaxed/relaxed", "from", "l=10; ", MESSAGE);
    String more = sign("relaxed/relaxed", MESSAGE).replace("bh=", "l=999999; bh=");

    assertThat(outcomes(Signing.dns(), part, NOW).get(0).why())
        .isEqualTo("23 bytes of the body are not signed");
    assertThat(verify(part)).containsExactly(AuthResult.POLICY);
    assertThat(verify(more)).containsExactly(AuthResult.PERMERROR);
  }

  @Test
  void countsASignatureUntilItExpires() throws Exception {
    Instant end = Instant.parse("2100-01-01T00:00:00Z");
    String tag = "x=" + end.getEpochSecond() + "; ";
    String signed = Signing.sign("relaxed/relaxed", "from", tag, MESSAGE);

    assertThat(outcomes(Signing.dns(), signed, end))
        .extracting(Dkim.Outcome::result)
        .containsExactly(AuthResult.PASS);
    assertThat(outcomes(Signing.dns(), signed, end.plusSeconds(1)))
        .extracting(Dkim.Outcome::result)
        .containsExactly(AuthResult.FAIL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v=1=v=2",
        "a=rsa-sha256=a=rsa-sha1",
        "a=rsa-sha256=a=rsa",
        "c=relaxed=c=lax",
        "d=example.org=d=",
        "s=key=s=k\\000y",
        "h=from=h=to",
        "bh==bh=*",
        "s=key=s=key; s=key",
        "s=key=s=key; i=@example.com",
        "s=key=s=key; q=http",
        "s=key=s=key; l=-1",
        "s=key=s=key; x=soon",
        "s=key=s=key; nothing"
      })
  void cannotReadWhatIsNoSignature(String change) throws Exception {
    int middle = change.indexOf('=', change.indexOf('=') + 1);
    String from = change.substring(0, middle);
    String signed = sign("relaxed/relaxed", MESSAGE);

    assertThat(signed).contains(from);
    assertThat(
            verify(signed.replaceFirst(from, change.substring(middle + 1).replace("\\", "\\\\"))))
        .containsExactly(AuthResult.PERMERROR);
  }

  @Test
  void takesNoKeyThatProvesNothing() throws Exception {
    String signed = sign("relaxed/relaxed", MESSAGE);
    String key = Signing.keyRecord(Signing.RSA);
    KeyPair small = Signing.pair("RSA", 512);
    List<String> bad =
        List.of(
            "",
            "v=DKIM1; p=",
            "v=DKIM1; p=!",
            "v=spf1 -all",
            Signing.keyRecord(small),
            key.replace("k=rsa", "k=ed25519"),
            key.replace("k=rsa", "k=dsa"),
            key + "; h=sha1",
            key + "; s=tlsrpt",
            "x".repeat(65_000),
            key + "; n=" + "x".repeat(65_000));

    for (String one : bad) {
      TestDns dns = new TestDns().text("key._domainkey.example.org", one);
      assertThat(verify(dns, signed))
          .as(PlainText.cut(one, 60))
          .containsExactly(AuthResult.PERMERROR);
    }
    assertThat(verify(new TestDns(), signed)).containsExactly(AuthResult.PERMERROR);
    assertThat(verify(new TestDns().broken("key._domainkey.example.org"), signed))
        .containsExactly(AuthResult.TEMPERROR);
  }

  @Test
  void takesAKeyAsTheStandardAndAsEveryoneWritesIt() throws Exception {
    byte[] everyones = Signing.RSA.getPublic().getEncoded();
    byte[] standards = Arrays.copyOfRange(everyones, 22, everyones.length);
    TestDns dns =
        new TestDns().text("key._domainkey.example.org", "p=" + Signing.base64(standards));

    assertThat(verify(dns, sign("relaxed/relaxed", MESSAGE))).containsExactly(AuthResult.PASS);
  }

  @Test
  void keepsAStrictKeyToItsDomain() throws Exception {
    String key = Signing.keyRecord(Signing.RSA) + "; t=y:s";
    TestDns dns = new TestDns().text("key._domainkey.example.org", key);
    String within = Signing.sign("relaxed/relaxed", "from", "i=@mail.example.org; ", MESSAGE);

    assertThat(verify(dns, within)).containsExactly(AuthResult.PERMERROR);
    assertThat(verify(within)).containsExactly(AuthResult.PASS);
    assertThat(verify(dns, sign("relaxed/relaxed", MESSAGE))).containsExactly(AuthResult.PASS);
  }

  @Test
  void looksAtFiveOfFiveHundredSignatures() throws Exception {
    String signed = sign("relaxed/relaxed", MESSAGE);
    String field = signed.substring(0, signed.indexOf("Received:"));
    TestDns dns = Signing.dns();

    assertThat(verify(dns, field.repeat(499) + signed))
        .hasSize(Dkim.MOST_SIGNATURES)
        .containsOnly(AuthResult.PASS);
    assertThat(dns.asked()).hasSize(Dkim.MOST_SIGNATURES);
  }

  @Test
  void givesUpOnAHeaderThatIsTooLong() throws Exception {
    String signed = sign("relaxed/relaxed", MESSAGE);
    String line = "X: " + "y".repeat(900) + "\r\n";

    assertThat(verify(line.repeat(2_000) + signed)).containsExactly(AuthResult.PASS);
    assertThat(verify(line.repeat(3_000) + signed)).containsExactly(AuthResult.PERMERROR);
    assertThat(verify("x".repeat(3_000_000))).containsExactly(AuthResult.PERMERROR);
  }

  @Test
  void readsALargeBodyWithoutHoldingIt() throws Exception {
    String header = sign("relaxed/relaxed", MESSAGE);
    header = header.substring(0, header.indexOf("The roof"));
    byte[] chunk = "a \t\r\n\r\n".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
    List<InputStream> chunks =
        Collections.nCopies(370, chunk).stream()
            .map(bytes -> (InputStream) new ByteArrayInputStream(bytes))
            .toList();
    InputStream message =
        new SequenceInputStream(
            new ByteArrayInputStream(header.getBytes(StandardCharsets.ISO_8859_1)),
            new SequenceInputStream(Collections.enumeration(chunks)));

    assertThat(new Dkim(Signing.dns()).verify(message, NOW))
        .extracting(Dkim.Outcome::why)
        .containsExactly("the body was changed");
  }

  private static String sign(String forms, String message) {
    return Signing.sign(forms, "from:subject:to", "", message);
  }

  private static List<AuthResult> verify(String message) throws IOException {
    return verify(Signing.dns(), message);
  }

  private static List<AuthResult> verify(DnsLookup dns, String message) throws IOException {
    return outcomes(dns, message, NOW).stream().map(Dkim.Outcome::result).toList();
  }

  private static List<Dkim.Outcome> outcomes(DnsLookup dns, String message, Instant arrived)
      throws IOException {
    byte[] bytes = message.getBytes(StandardCharsets.ISO_8859_1);
    return new Dkim(dns).verify(new ByteArrayInputStream(bytes), arrived);
  }
}
