package io.taskweir.deploy.flink;

import java.util.Optional;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code savepoint WORKFLOW}. */
@Command(
    name = "savepoint",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {"Take a savepoint of a running workflow and print where it is.", ""})
public final class SavepointVerb implements Callable<Integer> {

  @Parameters(paramLabel = "WORKFLOW", description = "Such as email.")
  String workflow;

  @Mixin Target target;

  @Nullable
  @Option(
      names = "--to",
      paramLabel = "DIR",
      description =
          "Where savepoints go, as the cluster sees it. Default: a folder of the workflow where the"
              + " cluster's own configuration says.")
  String to;

  @Option(names = "--stop", description = "Stop the workflow with it, in the same moment.")
  boolean stop;

  @Override
  public Integer call() throws Exception {
    FlinkRest rest = target.rest();
    FlinkJob job = rest.require(workflow);
    Optional<String> directory =
        Optional.ofNullable(to).or(() -> new Start(rest, workflow).savepoints());
    var savepointing = new Savepointing(job);
    Snapshot taken = stop ? savepointing.stop(directory) : savepointing.take(directory);
    System.out.println(taken.path());
    return 0;
  }
}
