package io.taskweir.deploy.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;
import org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer;

/**
 * The command of each process. A Flink process has on its class path what a Flink distribution has,
 * and the jar of this room for {@link Child} and the metrics' reporter; no job.
 */
final class Processes {

  private final ClusterFolder folder;
  private final ClusterPlan plan;
  private final Configuration flink;
  private final String ownClassPath;
  private final String flinkClassPath;

  Processes(ClusterFolder folder, ClusterPlan plan, Configuration flink) throws IOException {
    this.folder = folder;
    this.plan = plan;
    this.flink = flink;
    var frozen = new FrozenClassPath(folder.lib());
    this.ownClassPath = frozen.of(System.getProperty("java.class.path"));
    this.flinkClassPath = frozen.of(Installation.flinkProcess());
  }

  /** All of them, in the order of their start. */
  List<ProcessPlan> all() {
    var all = new ArrayList<ProcessPlan>();
    all.add(broker());
    if (plan.highAvailability()) {
      all.add(zookeeper());
    }
    all.add(jobManager());
    for (int number = 1; number <= plan.taskManagers(); number++) {
      all.add(taskManager(number));
    }
    return all;
  }

  /** The supervisor of all of them, detached from the terminal where the system can do that. */
  List<String> supervisor() {
    var command = new ArrayList<String>();
    if (isOnPath("setsid")) {
      command.add("setsid");
    }
    command.addAll(
        Installation.java(
            List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), ownClassPath));
    command.addAll(List.of(Supervisor.class.getName(), folder.root().toString()));
    return command;
  }

  private ProcessPlan broker() {
    var command =
        Installation.java(
            List.of("-Xmx512m", "-XX:+UseG1GC", logTo("kafka"), logs()), ownClassPath);
    command.addAll(
        List.of(
            Child.class.getName(),
            BrokerProcess.class.getName(),
            folder.kafka().toString(),
            Integer.toString(plan.ports().kafka()),
            Integer.toString(plan.ports().controller())));
    return new ProcessPlan("kafka", command);
  }

  private ProcessPlan zookeeper() {
    var command =
        Installation.java(
            List.of(
                "-Xmx128m",
                "-XX:+UseSerialGC",
                // Its admin server needs Jetty and listens on every interface.
                "-Dzookeeper.admin.enableServer=false",
                logTo("zookeeper"),
                logs()),
            flinkClassPath);
    command.addAll(
        List.of(
            Child.class.getName(),
            FlinkZooKeeperQuorumPeer.class.getName(),
            "--zkConfigFile",
            folder.conf().resolve("zoo.cfg").toString(),
            "--peerId",
            "1"));
    return new ProcessPlan("zookeeper", command);
  }

  private ProcessPlan jobManager() {
    var memory = JobManagerProcessUtils.processSpecFromConfig(flink);
    var options = words(JobManagerProcessUtils.generateJvmParametersStr(memory, flink));
    options.addAll(List.of(logTo("jobmanager"), logs()));
    List<String> command = Installation.java(options, flinkClassPath);
    command.addAll(
        List.of(
            Child.class.getName(),
            StandaloneSessionClusterEntrypoint.class.getName(),
            "--configDir",
            folder.conf().toString()));
    command.addAll(words(JobManagerProcessUtils.generateDynamicConfigsStr(memory)));
    command.addAll(metrics(0));
    return new ProcessPlan("jobmanager", command);
  }

  private ProcessPlan taskManager(int number) {
    String name = "taskmanager-" + number;
    var memory = TaskExecutorProcessUtils.processSpecFromConfig(flink);
    var options = words(ProcessMemoryUtils.generateJvmParametersStr(memory));
    options.addAll(List.of(logTo(name), logs()));
    List<String> command = Installation.java(options, flinkClassPath);
    command.addAll(
        List.of(
            Child.class.getName(),
            TaskManagerRunner.class.getName(),
            "--configDir",
            folder.conf().toString()));
    command.addAll(words(TaskExecutorProcessUtils.generateDynamicConfigsStr(memory)));
    command.addAll(List.of("-D", "taskmanager.resource-id=" + name));
    command.addAll(metrics(number));
    return new ProcessPlan(name, command);
  }

  private List<String> metrics(int offset) {
    int port = plan.ports().metrics() + offset;
    return List.of("-D", "metrics.reporter.prometheus.port=" + port);
  }

  private String logTo(String name) {
    return "-Dlog.file=" + folder.logs().resolve(name + ".log");
  }

  private String logs() {
    return "-Dlog4j2.configurationFile=" + folder.conf().resolve("log4j.properties").toUri();
  }

  private static List<String> words(String line) {
    return new ArrayList<>(Arrays.asList(line.strip().split("\\s+")));
  }

  private static boolean isOnPath(String program) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
