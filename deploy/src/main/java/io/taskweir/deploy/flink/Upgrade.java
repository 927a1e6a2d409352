package io.taskweir.deploy.flink;

import io.taskweir.deploy.Failure;
import io.taskweir.deploy.RunFailedException;
import io.taskweir.deploy.UsageException;
import io.taskweir.deploy.upgrade.Compatibility;
import io.taskweir.state.layout.StateLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code upgrade WORKFLOW}: another jar, other options or another parallelism, and the state stays.
 */
@Command(
    name = "upgrade",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Go on with another jar, other options or another parallelism. First a report says what"
          + " becomes of each state, while the workflow still runs; what cannot be restored is"
          + " refused. Then: stop with a savepoint, start from it, wait until it processes; where it"
          + " does not, the old jar goes on from the same savepoint.",
      ""
    })
public final class Upgrade implements Callable<Integer> {

  @Parameters(paramLabel = "WORKFLOW", description = "Such as email.")
  String workflow;

  @Mixin Target target;

  @Nullable
  @Option(
      names = "--jar",
      paramLabel = "NEW",
      description = "The new jar. Default: the same, for other options or another parallelism.")
  Path jar;

  @Mixin ProgramOptions options;

  @Option(
      names = "--drop",
      paramLabel = "STAGE[/STATE]",
      description =
          "Accept that this state is lost, which the report would else refuse. Repeatable.")
  List<String> drop = new ArrayList<>();

  @Option(names = "--check", description = "Only report; nothing is stopped.")
  boolean check;

  @Nullable
  @Option(
      names = "--old-jar",
      paramLabel = "OLD",
      description =
          "The jar to go back to. Needed only where the workflow was not started from this machine.")
  Path oldJar;

  @Override
  public Integer call() throws Exception {
    FlinkRest rest = target.rest();
    FlinkJob job = rest.require(workflow);
    var start = new Start(rest, workflow);
    Program old = old(job);
    Program next = next(old);
    Program.Built built = start.build(next);
    Compatibility report = report(job, built, next);
    System.out.print(report.table());
    System.out.flush();
    requireClear(report);
    start.requireSlots(built.graph(), job.parallelism());
    if (check) {
      return 0;
    }
    Program.Built back = start.build(old);
    long begin = System.nanoTime();
    Snapshot savepoint = new Savepointing(job).stop(start.savepoints());
    System.out.println("stopped with " + savepoint.path());
    FlinkJob upgraded = startOrGoBack(start, next, built, old, back, savepoint, report);
    System.out.printf(
        "%s runs and has checkpointed, %d s after it was stopped: %s/#/job/%s/overview%n",
        workflow,
        Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
        rest.address(),
        upgraded.id());
    return 0;
  }

  private FlinkJob startOrGoBack(
      Start start,
      Program next,
      Program.Built built,
      Program old,
      Program.Built back,
      Snapshot savepoint,
      Compatibility report)
      throws Exception {
    try {
      FlinkJob job = start.run(next, built, savepoint, report.leavesStateBehind());
      new Verification(job).await();
      return job;
    } catch (RuntimeException | IOException e) {
      System.err.println("taskweir: " + Failure.line(e));
      System.err.println("going back to " + old.jar() + " from " + savepoint.path());
      FlinkJob job = start.run(old, back, savepoint, false);
      new Verification(job).await();
      throw new RunFailedException(
          "the upgrade of %s failed; the old jar runs again, from the savepoint that it was stopped with: %s"
              .formatted(workflow, savepoint.path()),
          e);
    }
  }

  /** How the running job was started. */
  private Program old(FlinkJob job) {
    var recorded = new Submissions().of(job);
    if (recorded.isPresent()) {
      Submission was = recorded.get();
      return new Program(
          oldJar == null ? Path.of(was.jar()) : oldJar, was.arguments(), was.parallelism());
    }
    if (oldJar == null) {
      throw new UsageException(
          "%s was not started from this machine; expected --old-jar, to go back to, and all of its options"
              .formatted(workflow));
    }
    return new Program(oldJar, options.arguments(workflow, target), job.parallelism());
  }

  /** The old program with what was given over it: options that are not given stay. */
  private Program next(Program old) {
    return new Program(
        jar == null ? old.jar() : jar,
        options.over(old.arguments()),
        options.parallelism == null ? old.parallelism() : options.parallelism);
  }

  private Compatibility report(FlinkJob job, Program.Built built, Program next) throws Exception {
    var running = job.parameters();
    if (!StateLayout.isIn(running)) {
      throw new RunFailedException(
          "job %s does not say what it keeps, so nothing can be compared: it is no Taskweir, or one before 0.1"
              .formatted(job.id()));
    }
    if (!StateLayout.isIn(built.parameters())) {
      throw new RunFailedException(
          next.jar() + " does not say what it keeps: it is no Taskweir, or one before 0.1");
    }
    Compatibility found =
        Compatibility.between(
            StateLayout.of(running), StateLayout.of(built.parameters()), next.classes()::contains);
    Set<String> dropped = new HashSet<>(drop);
    try {
      return dropped.isEmpty() ? found : found.dropping(dropped);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--drop: " + e.getMessage());
    }
  }

  private void requireClear(Compatibility report) {
    if (!report.isClear()) {
      throw new RunFailedException(
          "%s is not upgraded and goes on: %d refused, %d lost that --drop does not name (see the report above)"
              .formatted(workflow, report.refusals().size(), report.losses().size()));
    }
  }
}
