package io.taskweir.connectors.dns;

import static io.taskweir.state.DnsLookup.RecordType.A;
import static io.taskweir.state.DnsLookup.RecordType.TXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.state.DnsAnswer;
import io.taskweir.state.DnsAnswer.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.Collections;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;

class ServerDnsTest {

  private static final Duration PATIENT = Duration.ofSeconds(20);

  @Test
  void asksOnceForWhatItKeeps() throws Exception {
    try (NameServer server = new NameServer(question -> text(question, 300, 1))) {
      ServerDns dns = dns(server, PATIENT);

      assertThat(dns.lookup(TXT, "example.org").values()).hasSize(1);
      assertThat(dns.lookup(TXT, "EXAMPLE.org.").values()).hasSize(1);
      assertThat(server.asked()).isEqualTo(1);
      assertThat(dns.lookup(TXT, "example.net").values()).hasSize(1);
      assertThat(server.asked()).isEqualTo(2);
    }
  }

  @Test
  void keepsNothingThatLivesNoTime() throws Exception {
    try (NameServer server = new NameServer(question -> text(question, 0, 1))) {
      ServerDns dns = dns(server, PATIENT);
      dns.lookup(TXT, "example.org");
      dns.lookup(TXT, "example.org");

      assertThat(server.asked()).isEqualTo(2);
    }
  }

  @Test
  void tellsNoNameFromNoRecordAndFromNoAnswer() throws Exception {
    assertThat(answerOf(NameServer::answerTo)).isEqualTo(Status.NO_DATA);
    assertThat(answerOf(question -> refused(question, Rcode.NXDOMAIN))).isEqualTo(Status.NO_DOMAIN);
    assertThat(answerOf(question -> refused(question, Rcode.SERVFAIL))).isEqualTo(Status.FAILED);
    assertThat(answerOf(question -> refused(question, Rcode.REFUSED))).isEqualTo(Status.FAILED);
  }

  @Test
  void doesNotWaitForEver() throws Exception {
    try (NameServer silent = new NameServer(question -> null)) {
      DnsAnswer answer = dns(silent, Duration.ofMillis(100)).lookup(A, "example.org");

      assertThat(answer).isEqualTo(DnsAnswer.without(Status.FAILED));
      assertThat(silent.asked()).isPositive();
    }
  }

  @Test
  void readsAnAnswerOf64KilobytesAndKeepsABoundedPartOfIt() throws Exception {
    try (NameServer server = new NameServer(question -> text(question, 300, 240))) {
      DnsAnswer large = dns(server, PATIENT).lookup(TXT, "example.org");

      assertThat(large.status()).isEqualTo(Status.FOUND);
      assertThat(large.values()).hasSize(240);
      assertThat(large.values().stream().mapToInt(String::length).sum()).isGreaterThan(60_000);
    }
    try (NameServer server = new NameServer(ServerDnsTest::addresses)) {
      assertThat(dns(server, PATIENT).lookup(A, "example.org").values()).hasSize(500);
    }
  }

  @Test
  void travelsAndPreparesItselfWhereItArrives() throws Exception {
    try (NameServer server = new NameServer(question -> text(question, 300, 1))) {
      ServerDns dns = dns(server, PATIENT);
      dns.lookup(TXT, "example.org");

      assertThat(copy(dns).lookup(TXT, "example.org").values()).hasSize(1);
      assertThat(server.asked()).isEqualTo(2);
    }
  }

  @Test
  void asksNobodyForANameThatCannotBe() throws Exception {
    try (NameServer server = new NameServer(question -> text(question, 300, 1))) {
      assertThat(dns(server, PATIENT).lookup(TXT, "x".repeat(64) + ".example").isVoid()).isTrue();
      assertThat(server.asked()).isZero();
    }
  }

  private static Status answerOf(UnaryOperator<Message> answers) throws IOException {
    try (NameServer server = new NameServer(answers)) {
      return dns(server, PATIENT).lookup(A, "example.org").status();
    }
  }

  private static ServerDns dns(NameServer server, Duration timeout) {
    return ServerDns.at("127.0.0.1", server.port(), timeout, 100);
  }

  private static Message text(Message question, long ttl, int records) {
    Message answer = NameServer.answerTo(question);
    Name name = question.getQuestion().getName();
    for (int i = 0; i < records; i++) {
      String text = i + "x".repeat(250);
      answer.addRecord(
          new TXTRecord(name, DClass.IN, ttl, Collections.singletonList(text)), Section.ANSWER);
    }
    return answer;
  }

  private static Message addresses(Message question) {
    Message answer = NameServer.answerTo(question);
    for (int i = 0; i < 2_000; i++) {
      byte[] address = {10, 0, (byte) (i >> 8), (byte) i};
      answer.addRecord(
          new ARecord(question.getQuestion().getName(), DClass.IN, 300, address), Section.ANSWER);
    }
    return answer;
  }

  private static Message refused(Message question, int code) {
    Message answer = NameServer.answerTo(question);
    answer.getHeader().setRcode(code);
    return answer;
  }

  private static ServerDns copy(ServerDns dns) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(dns);
    return (ServerDns)
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
  }
}
