package io.taskweir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.taskweir.deploy.Taskweir;
import io.taskweir.state.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verb {@code run email}, as a shell starts it. */
class RunEmailTest {

  @TempDir Path directory;
  private Path input;
  private Path output;

  @BeforeEach
  void chooseFolders() {
    input = directory.resolve("input");
    output = directory.resolve("output");
  }

  @Test
  void accountsForEveryMessageOfAHostileFolder() throws Exception {
    int messages = MailFolder.write(input);

    ChildJvm run = run(input, "--web-port", "0", "--parallelism", "2");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("every input is accounted for");
    JsonNode summary = Json.mapper().readTree(Files.readString(output.resolve("summary.json")));
    assertThat(summary.path("restarts").asInt()).isZero();
    assertThat(summary.path("inputs").asInt()).isEqualTo(messages);
    assertThat(summary.path("duplicates").asInt()).isEqualTo(1);
    assertThat(summary.path("rejected").asInt()).isPositive();
    assertThat(sum(summary, "accepted", "rejected", "duplicates")).isEqualTo(messages);
    assertThat(Files.readAllLines(output.resolve("verdicts.jsonl")))
        .hasSize(summary.path("accepted").asInt());
    assertThat(Files.readAllLines(output.resolve("dead-letters.jsonl")))
        .hasSize(summary.path("dead_letters").asInt());
    assertThat(filesIn(output)).doesNotContain("work").contains("audit.jsonl");
    tracesAVerdict();
  }

  private void tracesAVerdict() throws Exception {
    JsonNode verdict =
        Json.mapper().readTree(Files.readAllLines(output.resolve("verdicts.jsonl")).get(0));

    ChildJvm trace =
        ChildJvm.run(
            directory,
            ChildJvm.classPath(),
            Taskweir.class.getName(),
            "trace",
            verdict.path("source").asText(),
            "--from",
            output.toString());

    assertThat(trace.exitCode()).as(trace.err()).isZero();
    assertThat(trace.out())
        .contains("run       " + verdict.path("root").asText())
        .contains("`- parse-mail ", "`- decide ", "outcome   1 verdict")
        .contains("verdict " + verdict.path("id").asText());
  }

  @Test
  void endsWithUsageWhereTheInputIsMissing() throws Exception {
    ChildJvm run = run(input);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).singleElement().asString().contains(input.toString());
    assertThat(filesIn(output)).isEmpty();
  }

  @Test
  void endsWithUsageWhereTheOutputIsNotEmpty() throws Exception {
    Files.createDirectories(input);
    Files.createDirectories(output);
    Files.writeString(output.resolve("mine.txt"), "mine");

    ChildJvm run = run(input);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).singleElement().asString().contains("not empty");
    assertThat(filesIn(output)).containsExactly("mine.txt");
  }

  @Test
  void failsInOneLineWhereThePortIsTaken() throws Exception {
    Files.createDirectories(input);
    Files.write(input.resolve("1.eml"), new Message(1).bytes());
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ChildJvm run = run(input, "--web-port", Integer.toString(taken.getLocalPort()));

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err().lines())
          .filteredOn(line -> line.startsWith("taskweir: "))
          .singleElement()
          .asString()
          .contains("port " + taken.getLocalPort() + " is taken");
      assertThat(run.err()).doesNotContain("\tat ");
    }
  }

  private ChildJvm run(Path from, String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("run", "email"));
    arguments.addAll(List.of("--input", from.toString(), "--output", output.toString()));
    arguments.addAll(List.of(options));
    return ChildJvm.run(
        directory,
        ChildJvm.classPath(),
        Taskweir.class.getName(),
        arguments.toArray(String[]::new));
  }

  private static int sum(JsonNode summary, String... fields) {
    int sum = 0;
    for (String field : fields) {
      sum += summary.path(field).asInt();
    }
    return sum;
  }

  private static List<String> filesIn(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
