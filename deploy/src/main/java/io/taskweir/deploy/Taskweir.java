package io.taskweir.deploy;

import io.taskweir.deploy.cluster.ClusterVerb;
import io.taskweir.deploy.flink.Cancel;
import io.taskweir.deploy.flink.SavepointVerb;
import io.taskweir.deploy.flink.Submit;
import io.taskweir.deploy.flink.Top;
import io.taskweir.deploy.flink.Upgrade;
import io.taskweir.deploy.train.Train;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command line: {@code ./taskweir VERB}. */
@Command(
    name = "taskweir",
    mixinStandardHelpOptions = true,
    versionProvider = Taskweir.Version.class,
    synopsisSubcommandLabel = "VERB",
    description = "Small Java tasks as exactly-once Flink stages.",
    subcommands = {
      Cancel.class,
      ClusterVerb.class,
      Demo.class,
      Dist.class,
      Feed.class,
      Load.class,
      Run.class,
      SavepointVerb.class,
      Submit.class,
      Sweep.class,
      Top.class,
      TopicsOf.class,
      Trace.class,
      Train.class,
      Upgrade.class
    })
public final class Taskweir implements Runnable {

  private static final int FAILED = 1;
  private static final int USAGE = 2;

  @Spec CommandSpec spec;

  private Taskweir() {}

  /** Runs a verb and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    int code = commandLine().execute(arguments);
    Logs.flush();
    System.exit(code);
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "which verb? expected: " + String.join(", ", spec.subcommands().keySet()));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Taskweir())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(
            (exception, arguments) -> usage(exception.getCommandLine(), exception))
        .setExecutionExceptionHandler(Taskweir::failed);
  }

  private static int usage(CommandLine command, Exception problem) {
    command.getErr().println(usageLine(command, problem));
    return USAGE;
  }

  private static String usageLine(CommandLine command, Exception problem) {
    return "taskweir: "
        + Failure.reason(problem)
        + " (see ./"
        + command.getCommandSpec().qualifiedName()
        + " --help)";
  }

  private static int failed(Exception problem, CommandLine command, ParseResult parsed) {
    if (problem instanceof UsageException || problem instanceof ParameterException) {
      return usage(command, problem);
    }
    PrintWriter err = command.getErr();
    err.println("taskweir: " + Failure.line(problem));
    if (command.getCommand() instanceof ShowsStackTraces verb && verb.showsStackTraces()) {
      var trace = new StringWriter();
      problem.printStackTrace(new PrintWriter(trace));
      err.print(trace);
    }
    err.flush();
    return FAILED;
  }

  /** The version in the jar's manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Taskweir.class.getPackage().getImplementationVersion();
      return new String[] {"taskweir " + (version == null ? "(built in place)" : version)};
    }
  }
}
