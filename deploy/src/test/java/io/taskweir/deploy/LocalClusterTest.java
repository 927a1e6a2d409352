package io.taskweir.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LocalClusterTest {

  @TempDir static Path folder;

  private static LocalCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster = LocalCluster.start(2, 0, folder.resolve("flink"), folder.resolve("log"));
  }

  @AfterAll
  static void stop() throws Exception {
    cluster.close();
  }

  /** Counts what it sees, and fails on a negative number on its first attempt, or on each. */
  private static final class Counting extends RichMapFunction<Long, Long> {

    private final boolean recovers;
    private final LongCounter started = new LongCounter();

    Counting(boolean recovers) {
      this.recovers = recovers;
    }

    @Override
    public void open(OpenContext context) {
      getRuntimeContext().addAccumulator("stage/count/started", started);
    }

    @Override
    public Long map(Long value) {
      started.add(1L);
      int attempt = getRuntimeContext().getTaskInfo().getAttemptNumber();
      if (value < 0 && !(recovers && attempt > 0)) {
        throw new IllegalStateException("below zero: " + value);
      }
      return value;
    }
  }

  @Test
  void runsAJobAndCountsExactly() throws Exception {
    LocalJob job = cluster.submit(graph(1, 1_000, true));

    assertThat(job.finalCounts()).containsEntry("stage/count/started", 1_000L);
    assertThat(job.restarts()).isZero();
  }

  @Test
  void countsRestarts() throws Exception {
    LocalJob job = cluster.submit(graph(-1, 998, true));

    assertThat(job.finalCounts()).containsEntry("stage/count/started", 1_000L);
    assertThat(job.restarts()).isEqualTo(1);
  }

  @Test
  void saysInOneLineWhyAJobFailed() throws Exception {
    LocalJob job = cluster.submit(graph(-1, 998, false));

    assertThatThrownBy(job::finalCounts)
        .satisfies(thrown -> assertThat(Failure.line(thrown)).isEqualTo("below zero: -1"));
  }

  @Test
  void servesItsDashboardOnLoopback() throws Exception {
    URI dashboard = cluster.dashboard();
    var response =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(dashboard).build(), BodyHandlers.ofString());

    assertThat(dashboard.getHost()).isEqualTo("127.0.0.1");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("Apache Flink");
  }

  @Test
  void takesNoJarsFromAnybodyWhoFindsItsPort() throws Exception {
    var upload =
        HttpRequest.newBuilder(cluster.dashboard().resolve("/jars/upload"))
            .POST(HttpRequest.BodyPublishers.ofString("x"))
            .build();

    assertThat(HttpClient.newHttpClient().send(upload, BodyHandlers.ofString()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void saysThatAPortIsTaken() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertThatThrownBy(
              () -> LocalCluster.start(1, port, folder.resolve("other"), folder.resolve("log")))
          .isInstanceOf(LocalCluster.PortTakenException.class)
          .hasMessage(
              "port "
                  + port
                  + " is taken: choose another with --web-port, or 0 for any that is free");
    }
  }

  private static StreamGraph graph(long from, long to, boolean recovers) {
    var settings = new Configuration();
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(1));
    var environment = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    environment
        .fromSequence(from, to)
        .map(new Counting(recovers))
        .setParallelism(1)
        .sinkTo(new DiscardingSink<>());
    return environment.getStreamGraph();
  }
}
