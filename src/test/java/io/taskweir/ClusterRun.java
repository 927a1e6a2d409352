package io.taskweir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.taskweir.connectors.blob.FileSystemBlobStore;
import io.taskweir.connectors.kafka.ReadTopic;
import io.taskweir.connectors.kafka.Topics;
import io.taskweir.deploy.flink.FlinkJob;
import io.taskweir.state.Json;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * A workflow on the real cluster, over empty topics, from its submission to what a reader of
 * committed records finds. All is done by verbs, but for what only a test does: it ends the input.
 */
final class ClusterRun implements AutoCloseable {

  private final RealCluster cluster;
  private final String workflow;
  private final Path blobs;
  private final List<String> settings = new ArrayList<>();

  private ClusterRun(RealCluster cluster, String workflow, Map<String, String> more) {
    this.cluster = cluster;
    this.workflow = workflow;
    this.blobs = cluster.folder().blobs();
    Map<String, String> all = new HashMap<>();
    all.put("taskweir.kafka.transaction-timeout", "2 min");
    all.put("taskweir.environment", cluster.nextRun());
    all.put("taskweir.checkpoint.interval", "500 ms");
    all.put("taskweir.checkpoint.pause", "0 s");
    all.put("taskweir.restart.first-delay", "100 ms");
    all.put("taskweir.restart.max-delay", "1 s");
    all.put("taskweir.retry.first-delay", "20 ms");
    all.put("taskweir.retry.max-delay", "100 ms");
    all.put("taskweir.retry.attempts", "3");
    all.put("taskweir.trigger.schedule", "none");
    all.putAll(more);
    all.forEach((key, value) -> settings.addAll(List.of("--set", key + "=" + value)));
  }

  /** A run with these settings over those of a quick test; nothing is submitted yet. */
  static ClusterRun of(RealCluster cluster, String workflow, Map<String, String> settings)
      throws Exception {
    EmptyTopics.of(workflow, Machine.SLOTS, cluster.clients());
    return new ClusterRun(cluster, workflow, settings);
  }

  /** Submits the workflow, which must be taken. */
  ClusterRun submit(String... options) throws Exception {
    ChildJvm submit = trySubmit(options);
    assertThat(submit.exitCode()).as(submit.err()).isZero();
    return this;
  }

  /** Submits the workflow, whatever is said to that. */
  ChildJvm trySubmit(String... options) throws Exception {
    List<String> verb = new ArrayList<>(List.of("submit", workflow));
    verb.addAll(settings);
    verb.addAll(Arrays.asList(options));
    if (!verb.contains("--from")) {
      // The runs of other tests are none that this one goes on from.
      verb.add("--anew");
    }
    return cluster.type(verb.toArray(String[]::new));
  }

  /** Upgrades the workflow, which must be done. */
  ChildJvm upgrade(String... options) throws Exception {
    ChildJvm upgrade = tryUpgrade(options);
    assertThat(upgrade.exitCode()).as(upgrade.out() + upgrade.err()).isZero();
    return upgrade;
  }

  /** Upgrades the workflow, whatever is said to that. */
  ChildJvm tryUpgrade(String... options) throws Exception {
    List<String> verb = new ArrayList<>(List.of("upgrade", workflow));
    verb.addAll(Arrays.asList(options));
    return cluster.type(verb.toArray(String[]::new));
  }

  /** Takes a savepoint while the workflow goes on. */
  String savepoint() throws Exception {
    ChildJvm savepoint = cluster.type("savepoint", workflow);
    assertThat(savepoint.exitCode()).as(savepoint.err()).isZero();
    return savepoint.out().strip();
  }

  FlinkJob job() {
    return cluster.rest().require(workflow);
  }

  void feed(List<Letter> letters) throws Exception {
    Postman.deliver(letters, cluster.clients(), blobs);
  }

  void feedReadings(List<SensorFeed.Line> lines) throws Exception {
    SensorFeed.deliver(lines, cluster.clients(), blobs);
  }

  /** What a reader of committed records finds now; never anything of an open transaction. */
  Records committed(String kind) throws Exception {
    return Records.committed(cluster.clients(), blobs, workflow, kind);
  }

  int verdicts() throws Exception {
    return committed("results").where(Records.KIND, "verdicts").size();
  }

  void awaitVerdicts(long expected) {
    awaiting("%d verdicts".formatted(expected)).until(() -> verdicts() >= expected);
  }

  void await(String what, Callable<Boolean> something) {
    awaiting(what).until(something);
  }

  /** Ends the input, and waits until all that was read has come out. */
  Outcome drain() throws Exception {
    FlinkJob job = job();
    int restarts = (int) job.restarts();
    post("/jobs/" + job.id() + "/stop", Map.of("drain", true));
    awaiting("the end of " + workflow).until(() -> job.now().hasEnded());
    assertThat(job.now().state()).isEqualTo("FINISHED");
    ReadTopic reader = new ReadTopic(cluster.clients(), new FileSystemBlobStore(blobs.toString()));
    for (String kind : List.of("results", "dead-letters", "audit")) {
      reader.awaitCommits(Topics.name(workflow, kind), Machine.PATIENCE);
    }
    return new Outcome(
        committed("results"),
        committed("dead-letters"),
        committed("audit"),
        new Accounts(counts(job)),
        restarts);
  }

  /** Ends a job that a failed test has left behind. */
  @Override
  public void close() {
    cluster.awaitWhole();
    for (FlinkJob job : cluster.rest().jobs()) {
      if (job.workflow().equals(workflow) && !job.hasEnded()) {
        end(job);
      }
    }
  }

  private static void end(FlinkJob job) {
    try {
      job.end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<String, Long> counts(FlinkJob job) {
    Map<String, Long> counts = new HashMap<>();
    for (JsonNode each :
        cluster.rest().get("/jobs/" + job.id() + "/accumulators").path("user-task-accumulators")) {
      if (each.path("name").asText().startsWith("stage/")) {
        counts.put(each.path("name").asText(), each.path("value").asLong());
      }
    }
    return counts;
  }

  private void post(String path, Object body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(cluster.rest().address().resolve(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Json.write(body)))
            .build();
    HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  private static ConditionFactory awaiting(String what) {
    return Awaitility.await(what).atMost(Machine.PATIENCE).pollInterval(Duration.ofMillis(200));
  }
}
