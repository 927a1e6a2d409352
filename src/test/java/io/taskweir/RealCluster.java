package io.taskweir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.taskweir.connectors.kafka.KafkaClients;
import io.taskweir.deploy.LoopbackPorts;
import io.taskweir.deploy.cluster.ClusterFolder;
import io.taskweir.deploy.flink.FlinkRest;
import io.taskweir.state.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.util.FileUtils;

/**
 * A cluster of separate processes, as {@code ./taskweir cluster up} starts it, in a folder of its
 * own and on ports that were free.
 */
final class RealCluster implements AutoCloseable {

  /** What two workflows of two subtasks take. */
  static final int TASK_MANAGERS = 2;

  private static final String SUPERVISOR = "supervisor";
  private static final Duration POLL = Duration.ofMillis(100);

  private final Shell shell;
  private final ClusterFolder folder;
  private final List<String> start;
  private final Thread lastResort = new Thread(this::killSupervisor, "kill-cluster");
  private final int webPort;
  private final int kafkaPort;
  private final AtomicInteger runs = new AtomicInteger();

  private RealCluster(String... options) throws IOException {
    Path home = Files.createTempDirectory("taskweir-cluster-test");
    int[] ports = LoopbackPorts.anyFree(2);
    webPort = ports[0];
    kafkaPort = ports[1];
    shell = new Shell(home);
    folder = ClusterFolder.at(home.resolve("cluster"));
    start = new ArrayList<>(List.of("cluster", "up"));
    start.addAll(List.of("--web-port", "" + webPort, "--kafka-port", "" + kafkaPort));
    start.addAll(List.of(options));
  }

  /** The cluster whose JobManager may die. */
  static RealCluster highlyAvailable() throws Exception {
    return new RealCluster("--ha", "--taskmanagers", "" + TASK_MANAGERS).begin();
  }

  /** The least that can be called a cluster. */
  static RealCluster small() throws Exception {
    return new RealCluster("--taskmanagers", "1", "--slots", "1").begin();
  }

  private RealCluster begin() throws Exception {
    Runtime.getRuntime().addShutdownHook(lastResort);
    ChildJvm up = up();
    assertThat(up.exitCode()).as(up.err()).isZero();
    // So that a run on another Flink is one.
    assertThat(Files.readString(Shell.flinkClassPath()))
        .contains("/flink-runtime-" + rest().overview().version() + ".jar");
    return this;
  }

  /** Types {@code cluster up} as at its start. */
  ChildJvm up() throws Exception {
    return type(start.toArray(String[]::new));
  }

  /** Types a verb, which finds this cluster as its user's. */
  ChildJvm type(String... verb) throws IOException, InterruptedException {
    return shell.type(verb);
  }

  FlinkRest rest() {
    return new FlinkRest("http://127.0.0.1:" + webPort);
  }

  KafkaClients clients() {
    return KafkaClients.of("127.0.0.1:" + kafkaPort);
  }

  ClusterFolder folder() {
    return folder;
  }

  Path home() {
    return shell.home();
  }

  /** A name that no run had before: two runs share neither transactions nor a consumer group. */
  String nextRun() {
    return "run-" + runs.incrementAndGet();
  }

  /** The processes that are up, the supervisor among them, by their names. */
  Map<String, ProcessHandle> processes() throws IOException {
    JsonNode status =
        Json.mapper().readTree(Files.readAllBytes(folder.root().resolve("status.json")));
    Map<String, Long> pids = new LinkedHashMap<>();
    pids.put(SUPERVISOR, status.path(SUPERVISOR).asLong());
    for (JsonNode process : status.path("processes")) {
      if (process.hasNonNull("pid")) {
        pids.put(process.path("name").asText(), process.path("pid").asLong());
      }
    }
    Map<String, ProcessHandle> alive = new LinkedHashMap<>();
    pids.forEach((name, pid) -> ProcessHandle.of(pid).ifPresent(found -> alive.put(name, found)));
    return alive;
  }

  /** Kills a process as {@code kill -9} does, and waits until the supervisor has another one. */
  void kill(String name) throws Exception {
    ProcessHandle victim = killForGood(name);
    await()
        .atMost(Machine.PATIENCE)
        .pollInterval(POLL)
        .until(
            () ->
                Optional.ofNullable(processes().get(name))
                    .filter(ProcessHandle::isAlive)
                    .filter(next -> next.pid() != victim.pid())
                    .isPresent());
  }

  /** Kills a process as {@code kill -9} does. */
  ProcessHandle killForGood(String name) throws Exception {
    ProcessHandle victim = processes().get(name);
    assertThat(victim.destroyForcibly()).as("%s, process %d", name, victim.pid()).isTrue();
    victim.onExit().get(Machine.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return victim;
  }

  /** Waits until a JobManager answers and all TaskManagers are with it. */
  void awaitWhole() {
    await()
        .atMost(Machine.PATIENCE)
        .pollInterval(POLL)
        .ignoreExceptionsMatching(
            thrown ->
                thrown instanceof FlinkRest.UnreachableException
                    || thrown instanceof FlinkRest.RefusedException)
        .until(() -> rest().overview().taskManagers() == TASK_MANAGERS);
  }

  /** Stops what is left of it and deletes its folder. */
  @Override
  public void close() throws Exception {
    ChildJvm down = type("cluster", "down", "--delete");
    killSupervisor();
    Runtime.getRuntime().removeShutdownHook(lastResort);
    FileUtils.deleteDirectory(home().toFile());
    assertThat(down.exitCode()).as(down.err()).isZero();
  }

  /** Its children end with it. */
  private void killSupervisor() {
    if (folder.isUp()) {
      try {
        Optional.ofNullable(processes().get(SUPERVISOR)).ifPresent(ProcessHandle::destroyForcibly);
      } catch (IOException e) {
        throw new IllegalStateException("a cluster is left behind in " + folder.root(), e);
      }
    }
  }
}
