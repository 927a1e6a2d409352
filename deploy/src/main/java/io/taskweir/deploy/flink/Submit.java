package io.taskweir.deploy.flink;

import io.taskweir.deploy.Ages;
import io.taskweir.deploy.RunFailedException;
import io.taskweir.deploy.UsageException;
import io.taskweir.deploy.cluster.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;
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
          "Go on from a savepoint or retained checkpoint; latest: the newest of this workflow in the"
              + " cluster's folders. Needed where there is one.")
  String from;

  @Option(
      names = "--anew",
      description =
          "Begin with empty state though the workflow ran before: what waited is lost, what is sent"
              + " again is processed again.")
  boolean anew;

  @Override
  public Integer call() throws Exception {
    if (from != null && anew) {
      throw new UsageException("--from and --anew exclude each other");
    }
    FlinkRest rest = target.rest();
    rest.running(workflow)
        .ifPresent(
            job -> {
              throw new RunFailedException(
                  "%s runs already at %s (job %s): upgrade it, or stop it with savepoint %s --stop"
                      .formatted(workflow, rest.address(), job.id(), workflow));
            });
    var start = new Start(rest, workflow);
    var program =
        new Program(
            jar == null ? Installation.jobJar() : jar,
            options.arguments(workflow, target),
            options.parallelism == null ? 1 : options.parallelism);
    Program.Built built = start.build(program);
    start.fit().requireSlots(built.graph(), 0);
    Snapshot snapshot = snapshot(start);
    if (snapshot != null) {
      snapshot.requireOf(built.graph(), workflow);
    }
    FlinkJob job = start.submit(program, built, snapshot, false);
    try {
      start.await(job);
    } catch (RunFailedException e) {
      job.end();
      throw e;
    }
    System.out.printf("%s runs: %s/#/job/%s/overview%n", workflow, rest.address(), job.id());
    return 0;
  }

  @Nullable
  private Snapshot snapshot(Start start) throws IOException {
    if (from != null && !from.equals(LATEST)) {
      return new Snapshot(from);
    }
    if (anew) {
      return null;
    }
    Optional<Snapshot.Found> newest = newest(start);
    if (from == null && newest.isPresent()) {
      throw new UsageException(
          "%s ran before, and %s holds its state; expected --from latest to go on, or --anew to leave it behind"
              .formatted(workflow, newest.get().snapshot().path()));
    }
    if (from != null && newest.isEmpty()) {
      throw new RunFailedException(
          "--from latest: the cluster's folders hold no savepoint or retained checkpoint of %s; expected a path"
              .formatted(workflow));
    }
    newest.ifPresent(
        found ->
            System.out.printf(
                "from %s, of %s ago%n",
                found.snapshot().path(),
                Ages.of(Duration.between(found.written(), Instant.now()))));
    return newest.map(Snapshot.Found::snapshot).orElse(null);
  }

  /** Folders that this machine cannot see are not looked into. */
  private static Optional<Snapshot.Found> newest(Start start) throws IOException {
    try {
      return Snapshot.newest(start.savepoints(), start.checkpoints());
    } catch (UnsupportedFileSystemSchemeException e) {
      return Optional.empty();
    }
  }
}
