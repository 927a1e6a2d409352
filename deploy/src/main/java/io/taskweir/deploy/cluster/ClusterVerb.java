package io.taskweir.deploy.cluster;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cluster up|down|status}: a real cluster on this machine. */
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "up|down|status",
    description =
        "A Kafka broker and a Flink cluster on this machine, as processes of their own, on loopback.",
    subcommands = {Up.class, Down.class, Status.class})
public final class ClusterVerb implements Runnable {

  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "what about the cluster? expected: " + String.join(", ", spec.subcommands().keySet()));
  }
}
