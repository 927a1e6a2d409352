package io.taskweir.deploy.cluster;

import io.taskweir.deploy.Progress;
import io.taskweir.deploy.RunFailedException;
import io.taskweir.deploy.cluster.ClusterStatus.ProcessStatus;
import io.taskweir.deploy.flink.FlinkRest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.util.FileUtils;

/** Starts a cluster in its folder and waits until it can take jobs. */
final class ClusterStart {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** A process that died this often while it is waited for will not stay. */
  private static final int HOPELESS = 3;

  private final ClusterFolder folder;

  ClusterStart(ClusterFolder folder) {
    this.folder = folder;
  }

  /** Starts what {@code plan} says; a cluster that does not get up leaves no process behind. */
  void start(ClusterPlan plan) throws Exception {
    Configuration flink = FlinkConfig.of(folder, plan);
    var processes = new Processes(folder, plan, flink);
    write(plan, flink, processes.all());
    Process supervisor = launch(processes.supervisor());
    // Ctrl-C while it is waited for ends all of it; afterwards it goes on by itself.
    var interrupted = new Thread(supervisor::destroy, "stop-supervisor");
    Runtime.getRuntime().addShutdownHook(interrupted);
    try {
      await(plan, supervisor);
    } catch (Exception e) {
      supervisor.destroy();
      supervisor.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      throw e;
    }
    Runtime.getRuntime().removeShutdownHook(interrupted);
  }

  private void write(ClusterPlan plan, Configuration flink, List<ProcessPlan> processes)
      throws IOException {
    FileUtils.deleteDirectory(folder.temporary().toFile());
    Files.deleteIfExists(folder.status());
    for (Path each :
        List.of(
            folder.conf(),
            folder.logs(),
            folder.kafka(),
            folder.zookeeper(),
            folder.checkpoints(),
            folder.savepoints(),
            folder.blobs(),
            folder.temporary())) {
      Files.createDirectories(each);
    }
    Files.write(
        folder.conf().resolve("config.yaml"),
        ConfigurationUtils.convertConfigToWritableLines(flink, true));
    Files.write(folder.conf().resolve("zoo.cfg"), zookeeper(plan));
    copy("/cluster/log4j.properties", folder.conf());
    prometheus(plan);
    folder.write(Supervisor.processesOf(folder), processes);
    folder.write(folder.plan(), plan);
  }

  private void prometheus(ClusterPlan plan) throws IOException {
    Path targets = Files.createDirectories(folder.prometheus().resolve("targets"));
    copy("/monitoring/prometheus.yml", folder.prometheus());
    copy("/monitoring/rules.yml", folder.prometheus());
    List<String> addresses =
        IntStream.rangeClosed(0, plan.taskManagers())
            .mapToObj(process -> ClusterPlan.LOOPBACK + ":" + (plan.ports().metrics() + process))
            .toList();
    folder.write(
        targets.resolve("local.json"),
        List.of(Map.of("targets", addresses, "labels", Map.of("cluster", "local"))));
  }

  private void copy(String resource, Path directory) throws IOException {
    try (var bytes = getClass().getResourceAsStream(resource)) {
      Path name = Path.of(resource).getFileName();
      Files.write(directory.resolve(name), bytes.readAllBytes());
    }
  }

  private List<String> zookeeper(ClusterPlan plan) {
    return List.of(
        "tickTime=2000",
        "dataDir=" + folder.zookeeper(),
        "clientPortAddress=" + ClusterPlan.LOOPBACK,
        "clientPort=" + plan.ports().zookeeper(),
        "autopurge.purgeInterval=1");
  }

  private Process launch(List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .directory(folder.root().toFile())
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .redirectErrorStream(true)
        .redirectOutput(
            ProcessBuilder.Redirect.appendTo(folder.logs().resolve("supervisor.out").toFile()))
        .start();
  }

  private void await(ClusterPlan plan, Process supervisor) throws Exception {
    Progress progress = Progress.onStandardError();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Optional<String> missing = missing(plan);
      if (missing.isEmpty()) {
        progress.clear();
        return;
      }
      progress.show(() -> "starting: waiting for " + missing.get());
      requireHope(supervisor);
      if (System.nanoTime() > end) {
        throw new RunFailedException(
            "%s is not there after %d s; see %s"
                .formatted(missing.get(), PATIENCE.toSeconds(), folder.logs()));
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  /** What the cluster still lacks. */
  private static Optional<String> missing(ClusterPlan plan) {
    if (!listens(plan.ports().kafka())) {
      return Optional.of("Kafka at " + plan.kafka());
    }
    FlinkRest.Overview there;
    try {
      there = new FlinkRest(plan.web()).overview();
    } catch (FlinkRest.UnreachableException | FlinkRest.RefusedException e) {
      return Optional.of("the JobManager at " + plan.web());
    }
    return there.slots() < plan.allSlots()
        ? Optional.of(
            "TaskManagers, %d of %d are there".formatted(there.taskManagers(), plan.taskManagers()))
        : Optional.empty();
  }

  private void requireHope(Process supervisor) throws IOException {
    if (!supervisor.isAlive()) {
      throw new RunFailedException("the supervisor ended: " + lastLine("supervisor"));
    }
    Optional<ClusterStatus> status = folder.readStatus();
    for (ProcessStatus process : status.map(ClusterStatus::processes).orElse(List.of())) {
      if (process.restarts() >= HOPELESS) {
        throw new RunFailedException(
            "%s does not stay up: %s".formatted(process.name(), lastLine(process.name())));
      }
    }
  }

  /** What a process said last: on its output, else the last error in its log. */
  private String lastLine(String process) throws IOException {
    String told =
        last(process + ".out", line -> !line.isBlank() && !line.startsWith("\t"))
            .or(() -> last(process + ".log", line -> line.contains("level=ERROR")))
            .orElse("it said nothing");
    return told + " (see " + folder.logs() + ")";
  }

  private Optional<String> last(String name, Predicate<String> wanted) {
    Path file = folder.logs().resolve(name);
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      return lines.filter(wanted).reduce((first, second) -> second);
    } catch (IOException e) {
      throw new RunFailedException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static boolean listens(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
