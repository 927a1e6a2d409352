package io.taskweir.deploy.flink;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cancel WORKFLOW}: for one that cannot take a savepoint any more. */
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "End a workflow without a savepoint, such as one that fails over and over. Its retained"
          + " checkpoint stays; what came after it is processed again when it goes on.",
      ""
    })
public final class Cancel implements Callable<Integer> {

  @Parameters(paramLabel = "WORKFLOW", description = "Such as email.")
  String workflow;

  @Mixin Target target;

  @Override
  public Integer call() throws Exception {
    FlinkRest rest = target.rest();
    FlinkJob ended = rest.require(workflow).end();
    System.out.printf(
        "%s has ended (job %s, %s); it goes on with ./taskweir submit %s --from latest%n",
        workflow, ended.id(), ended.state(), workflow);
    return 0;
  }
}
