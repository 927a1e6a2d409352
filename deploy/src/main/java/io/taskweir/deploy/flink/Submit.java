package io.taskweir.deploy.flink;

import io.taskweir.deploy.RunFailedException;
import io.taskweir.deploy.cluster.Installation;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code submit WORKFLOW}: a workflow onto a cluster. */
@Command(
    name = "submit",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Start a workflow on a cluster and wait until all of it runs. As flink run does it, and with"
          + " the same jar; its topics must be there.",
      ""
    })
public final class Submit implements Callable<Integer> {

  private static final String LATEST = "latest";

  @Parameters(paramLabel = "WORKFLOW", description = "Such as email.")
  String workflow;

  @Mixin Target target;
  @Mixin ProgramOptions options;

  @Nullable
  @Option(
      names = "--jar",
      paramLabel = "JAR",
      description = "The job's jar. Default: the one that came with this Taskweir.")
  Path jar;

  @Nullable
  @Option(
      names = "--from",
      paramLabel = "PATH|latest",
      description =
          "Go on from a savepoint or retained checkpoint; latest: the newest retained checkpoint of"
              + " this workflow. Default: begin anew.")
  String from;

  @Override
  public Integer call() throws Exception {
    FlinkRest rest = target.rest();
    rest.running(workflow)
        .ifPresent(
            job -> {
              throw new RunFailedException(
                  "%s runs already at %s (job %s): upgrade it, or stop it with savepoint --stop"
                      .formatted(workflow, rest.address(), job.id()));
            });
    var start = new Start(rest, workflow);
    var program =
        new Program(
            jar == null ? Installation.jobJar() : jar,
            options.arguments(workflow, target),
            options.parallelism == null ? 1 : options.parallelism);
    Program.Built built = start.build(program);
    FlinkJob job = start.run(program, built, snapshot(start), false);
    System.out.printf("%s runs: %s/#/job/%s/overview%n", workflow, rest.address(), job.id());
    return 0;
  }

  @Nullable
  private Snapshot snapshot(Start start) {
    if (from == null) {
      return null;
    }
    return from.equals(LATEST)
        ? Snapshot.latest(start.checkpoints(), workflow)
        : new Snapshot(from);
  }
}
