package io.taskweir;

import com.fasterxml.jackson.databind.JsonNode;
import io.taskweir.connectors.kafka.KafkaClients;
import io.taskweir.deploy.EmbeddedBroker;
import io.taskweir.deploy.LocalCluster;
import io.taskweir.deploy.LocalJob;
import io.taskweir.state.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.FileUtils;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker and the cluster that all tests of the whole share, since starting them costs more than
 * most tests. Tests have them one after the other, and each begins with topics of its own.
 */
final class Machine implements AutoCloseable {

  /** Slots of the cluster, and partitions of every topic. */
  static final int SLOTS = 2;

  static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Logger LOG = LoggerFactory.getLogger(Machine.class);
  private static final Duration SLOTS_BACK = Duration.ofSeconds(30);
  private static final Pattern FLINKS = Pattern.compile("/\\d+\\)#\\d+|jobmanager|taskexecutor");

  private final Path directory;
  private final EmbeddedBroker broker;
  private LocalCluster cluster;
  private Scrapes scrapes;
  private final AtomicInteger runs = new AtomicInteger();

  Machine() throws Exception {
    directory = Files.createTempDirectory("taskweir-system-test");
    broker = EmbeddedBroker.start(directory.resolve("kafka"));
    startCluster("flink");
  }

  private void startCluster(String folder) throws Exception {
    scrapes = Scrapes.onFreePort();
    cluster =
        LocalCluster.start(
            SLOTS, 0, directory.resolve(folder), directory.resolve("none.log"), scrapes.reporter());
  }

  KafkaClients clients() {
    return KafkaClients.of(broker.address());
  }

  /** Submits a job, which has all slots. */
  LocalJob submit(StreamGraph graph) throws Exception {
    requireFreeSlots();
    return cluster.submit(graph);
  }

  /**
   * A job that has ended gives its slots back a moment later; the next one would wait for them. A
   * cluster where that does not happen is of no use to any test after it: what it is at is printed,
   * and another takes its place.
   */
  private void requireFreeSlots() throws Exception {
    try {
      Awaitility.await()
          .atMost(SLOTS_BACK)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> json("/overview").path("slots-available").asInt() == SLOTS);
    } catch (ConditionTimeoutException e) {
      LOG.error(
          "slots are not given back; jobs {}, overview {}, threads of tasks and of the JobManager:\n{}",
          json("/jobs/overview"),
          json("/overview"),
          threads());
      close(cluster);
      startCluster("flink-" + runs.get());
    }
  }

  private static void close(LocalCluster broken) {
    try {
      broken.close();
    } catch (IOException e) {
      LOG.error("a cluster is left behind", e);
    }
  }

  private static String threads() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> FLINKS.matcher(thread.getKey().getName()).find())
        .map(
            thread ->
                thread.getKey()
                    + Arrays.stream(thread.getValue())
                        .limit(15)
                        .map(frame -> "\n    " + frame)
                        .collect(Collectors.joining()))
        .collect(Collectors.joining("\n"));
  }

  /** What Prometheus would read of this cluster. */
  Scrapes scrapes() {
    return scrapes;
  }

  /** A name that no run had before: two runs share neither transactions nor a consumer group. */
  String nextRun() {
    return "run-" + runs.incrementAndGet();
  }

  /** A directory of one run. */
  Path directory(String run) {
    return directory.resolve(run);
  }

  /** The topics of a workflow, and that of settings, empty. */
  void emptyTopics(String workflow, int partitions) throws Exception {
    EmptyTopics.of(workflow, partitions, clients());
  }

  /**
   * Stops a job with a savepoint.
   *
   * @param drain whether its sources end for good, so that everything that waits is worked off
   * @return where the savepoint lies
   */
  String stop(LocalJob job, boolean drain, Path savepoints) throws Exception {
    try (RestClusterClient<StandaloneClusterId> client = client()) {
      return client
          .stopWithSavepoint(
              job.id(), drain, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** Ends a job, whatever it does. */
  void cancel(LocalJob job) throws Exception {
    if (!job.ended().isDone()) {
      try (RestClusterClient<StandaloneClusterId> client = client()) {
        client.cancel(job.id()).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
      job.ended().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** What the cluster's REST interface answers. */
  JsonNode json(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(cluster.dashboard().resolve(path)).build();
    return Json.mapper()
        .readTree(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
  }

  /** In a line, why a job may not go on: its tasks, checkpoints, last failure and free slots. */
  String stateOf(LocalJob job) {
    try {
      JsonNode detail = json("/jobs/" + job.id());
      JsonNode checkpoints = json("/jobs/" + job.id() + "/checkpoints");
      JsonNode failure = json("/jobs/" + job.id() + "/exceptions").path("exceptionHistory");
      JsonNode slots = json("/overview");
      return "job %s, tasks %s, checkpoints %s, slots free %s of %s, last failure %s"
          .formatted(
              detail.path("state").asText(),
              detail.path("status-counts"),
              checkpoints.path("counts"),
              slots.path("slots-available"),
              slots.path("slots-total"),
              causes(failure.path("entries").path(0).path("stacktrace").asText()));
    } catch (Exception e) {
      return "a job of which the cluster does not tell (" + e + ")";
    }
  }

  @Override
  public void close() throws Exception {
    cluster.close();
    broker.close();
    FileUtils.deleteDirectory(directory.toFile());
  }

  private static List<String> causes(String stacktrace) {
    return stacktrace.lines().filter(line -> !line.startsWith("\tat ")).limit(8).toList();
  }

  private RestClusterClient<StandaloneClusterId> client() throws Exception {
    Configuration address = new Configuration();
    address.set(RestOptions.ADDRESS, cluster.dashboard().getHost());
    address.set(RestOptions.PORT, cluster.dashboard().getPort());
    return new RestClusterClient<>(address, StandaloneClusterId.getInstance());
  }
}
