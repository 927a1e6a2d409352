package io.taskweir.deploy;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code run WORKFLOW}: a workflow over bounded input, on this machine alone. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "WORKFLOW",
    description =
        "Run a workflow over files, on a Kafka broker and a Flink cluster that live for this run.",
    subcommands = {RunEmail.class, RunSensors.class})
final class Run implements Runnable {

  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "which workflow? expected: " + String.join(", ", spec.subcommands().keySet()));
  }
}
