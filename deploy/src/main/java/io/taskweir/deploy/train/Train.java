package io.taskweir.deploy.train;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code train WORKFLOW}: a model for a workflow, from labelled data. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "WORKFLOW",
    description = "Train a model on labelled data, and say how good it is.",
    subcommands = TrainEmail.class)
public final class Train implements Runnable {

  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "which workflow? expected: " + String.join(", ", spec.subcommands().keySet()));
  }
}
