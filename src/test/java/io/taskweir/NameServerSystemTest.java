package io.taskweir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.taskweir.connectors.dns.NameServer;
import io.taskweir.deploy.Taskweir;
import io.taskweir.state.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import javax.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Senders checked by a job that asks a name server, which answers, knows nothing or is silent. */
class NameServerSystemTest {

  private static final Map<String, String> RECORDS =
      Map.of(
          "strict.example.", "v=spf1 ip4:192.0.2.0/24 -all",
          "_dmarc.strict.example.", "v=DMARC1; p=reject");

  @TempDir Path directory;

  @Test
  void checksSendersWithoutWaitingForASilentServer() throws Exception {
    Path input = Files.createDirectories(directory.resolve("input"));
    write(input, 1, "strict.example", "192.0.2.7");
    write(input, 2, "strict.example", "198.51.100.7");
    write(input, 3, "unknown.example", "192.0.2.7");
    write(input, 4, "silent.example", "192.0.2.7");

    try (NameServer server = new NameServer(NameServerSystemTest::answer)) {
      ChildJvm run = run(input, server.port());

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(server.asked()).isPositive();
    }

    Map<String, Set<String>> codes = codes();
    assertThat(codes).hasSize(4);
    assertThat(codes.get("1.eml")).contains("DMARC_PASS");
    assertThat(codes.get("2.eml")).contains("SPF_FAIL", "DMARC_REFUSED");
    assertThat(codes.get("3.eml")).noneMatch(NameServerSystemTest::isOfDns);
    assertThat(codes.get("4.eml")).noneMatch(NameServerSystemTest::isOfDns);
  }

  private ChildJvm run(Path input, int port) throws Exception {
    return ChildJvm.run(
        directory,
        ChildJvm.classPath(),
        Taskweir.class.getName(),
        "run",
        "email",
        "--input",
        input.toString(),
        "--output",
        directory.resolve("output").toString(),
        "--set",
        "taskweir.email.dns=127.0.0.1:" + port,
        "--set",
        "taskweir.email.dns-timeout=500 ms",
        "--set",
        "taskweir.email.trusted-hosts=in.example.org");
  }

  private static void write(Path folder, int number, String domain, String client)
      throws IOException {
    String head =
        "Return-Path: <ann@%1$s>\nReceived: from mx.%1$s ([%2$s]) by in.example.org;"
            + " Wed, 25 Nov 2026 10:00:00 +0000\nFrom: Ann <ann@%1$s>\n";
    String message =
        head.formatted(domain, client)
            + "To: bob@example.org\nSubject: Minutes\nMessage-ID: <%d@%s>\n\nSee you.\n"
                .formatted(number, domain);
    Files.writeString(folder.resolve(number + ".eml"), message);
  }

  @Nullable
  private static org.xbill.DNS.Message answer(org.xbill.DNS.Message question) {
    Record asked = question.getQuestion();
    Name name = asked.getName();
    if (name.toString().endsWith("silent.example.")) {
      return null;
    }
    org.xbill.DNS.Message answer = NameServer.answerTo(question);
    String text = RECORDS.get(name.toString());
    if (text != null && asked.getType() == Type.TXT) {
      answer.addRecord(new TXTRecord(name, DClass.IN, 60, text), Section.ANSWER);
    }
    return answer;
  }

  /** The codes of each message's reasons, by its file's name. */
  private Map<String, Set<String>> codes() throws IOException {
    Map<String, Set<String>> codes = new TreeMap<>();
    for (String line : Files.readAllLines(directory.resolve("output/verdicts.jsonl"))) {
      JsonNode verdict = Json.mapper().readTree(line);
      Set<String> ofMessage = new TreeSet<>();
      StreamSupport.stream(verdict.path("reasons").spliterator(), false)
          .map(reason -> reason.path("code").asText())
          .forEach(ofMessage::add);
      codes.put(Path.of(verdict.path("source").asText()).getFileName().toString(), ofMessage);
    }
    return codes;
  }

  private static boolean isOfDns(String code) {
    return code.startsWith("SPF_") || code.startsWith("DKIM_") || code.startsWith("DMARC_");
  }
}
