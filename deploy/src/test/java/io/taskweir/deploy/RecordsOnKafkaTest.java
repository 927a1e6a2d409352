package io.taskweir.deploy;

import static io.taskweir.deploy.RunFolder.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.connectors.kafka.KafkaClients;
import io.taskweir.connectors.kafka.ReadTopic;
import io.taskweir.connectors.kafka.TopicWriter;
import io.taskweir.connectors.kafka.Topics;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.AuditEvent.Event;
import io.taskweir.state.Json;
import io.taskweir.state.TaskId;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The verbs {@code trace} and {@code load} against a broker. */
@Timeout(120)
class RecordsOnKafkaTest {

  private static final String AUDIT = "taskweir.email.audit";
  private static final String ROOT = TaskId.derive("root").hex();
  private static final int OTHERS = 200;

  @TempDir static Path directory;
  private static EmbeddedBroker broker;
  private static KafkaClients clients;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void writeTheAuditOfManyRuns() throws Exception {
    broker = EmbeddedBroker.start(directory.resolve("kafka"));
    clients = KafkaClients.of(broker.address());
    Topics.create(
        clients,
        Topics.of("email", 5).stream().filter(topic -> !topic.name().endsWith(".load")).toList());
    Instant now = Instant.now();
    try (TopicWriter audit = TopicWriter.connect(clients, AUDIT)) {
      for (int i = 0; i < OTHERS; i++) {
        String other = TaskId.derive("other", Integer.toString(i)).hex();
        write(audit, "receive-mail", other, other, now);
      }
      write(audit, "receive-mail", ROOT, ROOT, now);
      write(audit, "parse-mail", ROOT, ROOT, now);
      write(audit, "analyze-text", TaskId.derive("text").hex(), ROOT, now);
      audit.finish();
    }
  }

  @AfterAll
  static void stop() throws Exception {
    broker.close();
  }

  @Test
  void findsTheOnePartitionOfARun() throws IOException {
    Set<Integer> partitions = new HashSet<>();
    List<String> keys = new ArrayList<>();
    long read =
        new ReadTopic(clients)
            .forEachNear(
                AUDIT,
                ROOT.getBytes(StandardCharsets.UTF_8),
                record -> {
                  partitions.add(record.partition());
                  keys.add(new String(record.key(), StandardCharsets.UTF_8));
                });

    assertThat(partitions).hasSize(1);
    assertThat(keys).filteredOn(ROOT::equals).hasSize(3);
    assertThat(read).isLessThan(OTHERS);
  }

  @Test
  void readsOnlyWhatWasWrittenSince() throws IOException {
    var topic = new ReadTopic(clients);

    assertThat(topic.forEachSince(AUDIT, Instant.now().minus(Duration.ofHours(1)), r -> {}))
        .isEqualTo(OTHERS + 3);
    assertThat(topic.forEachSince(AUDIT, Instant.now().plus(Duration.ofHours(1)), r -> {}))
        .isZero();
  }

  @Test
  void tracesARunInTheTopicsOfAnyWorkflow() {
    assertThat(execute("trace", ROOT, "--kafka", broker.address())).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("workflow  email", "`- parse-mail", "`- analyze-text", "(3 succeeded)");
  }

  @Test
  void tracesTheRunOfATask() {
    String task = TaskId.derive("text").hex();

    assertThat(execute("trace", task, "--kafka", broker.address(), "--workflow", "email"))
        .as(err.toString())
        .isZero();
    assertThat(out.toString()).contains("run       " + ROOT, task.substring(0, 8) + " <");
  }

  @Test
  void publishesTheLoadSoThatALaterRunReplacesIt() throws IOException {
    String[] load = {"load", "email", "--kafka", broker.address(), "--publish", "--json"};
    assertThat(execute(load)).as(err.toString()).isZero();
    assertThat(execute(load)).as(err.toString()).isZero();

    Set<String> keys = new HashSet<>();
    List<String> lines = new ArrayList<>();
    new ReadTopic(clients)
        .forEach(
            "taskweir.email.load",
            record -> {
              keys.add(new String(record.key(), StandardCharsets.UTF_8));
              lines.add(new String(record.value(), StandardCharsets.UTF_8));
            });
    assertThat(lines.size()).isEqualTo(2 * keys.size());
    assertThat(keys).allMatch(key -> key.startsWith("default/20"));
    long tasks = 0;
    for (String line : out.toString().lines().toList()) {
      tasks += Json.mapper().readTree(line).path("tasks").asLong();
      assertThat(lines).contains(line);
    }
    assertThat(tasks).isEqualTo(OTHERS + 3);
  }

  private static void write(TopicWriter audit, String stage, String task, String root, Instant at)
      throws IOException {
    AuditEvent event =
        event(
            Event.SUCCEEDED,
            "email",
            stage,
            task,
            root,
            Duration.between(RunFolder.START, at).toMillis());
    audit.write(root, Json.write(event));
  }

  private int execute(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Taskweir.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
