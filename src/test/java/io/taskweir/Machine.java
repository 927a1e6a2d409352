package io.taskweir;

import io.taskweir.connectors.kafka.KafkaClients;
import io.taskweir.deploy.EmbeddedBroker;
import io.taskweir.deploy.LocalCluster;
import io.taskweir.deploy.LocalJob;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.util.FileUtils;

/**
 * The broker and the cluster that all tests of the whole share, since starting them costs more than
 * most tests. Tests have them one after the other, and each begins with topics of its own.
 */
final class Machine implements AutoCloseable {

  /** Slots of the cluster, and partitions of every topic. */
  static final int SLOTS = 2;

  static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path directory;
  private final EmbeddedBroker broker;
  private final LocalCluster cluster;
  private final Scrapes scrapes;
  private final AtomicInteger runs = new AtomicInteger();

  Machine() throws Exception {
    directory = Files.createTempDirectory("taskweir-system-test");
    broker = EmbeddedBroker.start(directory.resolve("kafka"));
    scrapes = Scrapes.onFreePort();
    cluster =
        LocalCluster.start(
            SLOTS,
            0,
            directory.resolve("flink"),
            directory.resolve("none.log"),
            scrapes.reporter());
  }

  KafkaClients clients() {
    return KafkaClients.of(broker.address());
  }

  LocalCluster cluster() {
    return cluster;
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
  String get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(cluster.dashboard().resolve(path)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  @Override
  public void close() throws Exception {
    cluster.close();
    broker.close();
    FileUtils.deleteDirectory(directory.toFile());
  }

  private RestClusterClient<StandaloneClusterId> client() throws Exception {
    Configuration address = new Configuration();
    address.set(RestOptions.ADDRESS, cluster.dashboard().getHost());
    address.set(RestOptions.PORT, cluster.dashboard().getPort());
    return new RestClusterClient<>(address, StandaloneClusterId.getInstance());
  }
}
