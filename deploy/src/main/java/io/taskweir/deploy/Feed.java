package io.taskweir.deploy;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code feed WORKFLOW}: files into the topic that a workflow on a cluster reads. */
@Command(
    name = "feed",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "WORKFLOW",
    description = "Send files to the topic that a workflow on a cluster reads.",
    subcommands = {FeedEmail.class, FeedSensors.class})
final class Feed implements Runnable {

  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "which workflow? expected: " + String.join(", ", spec.subcommands().keySet()));
  }
}
