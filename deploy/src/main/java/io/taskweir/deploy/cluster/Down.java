package io.taskweir.deploy.cluster;

import io.taskweir.deploy.RunFailedException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cluster down}. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Stop the cluster. Its topics, savepoints and retained checkpoints stay for the next up.",
      ""
    })
final class Down implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Mixin InFolder in;

  @Option(names = "--delete", description = "Delete its folder too: topics, state, logs, all.")
  boolean delete;

  @Override
  public Integer call() throws Exception {
    ClusterFolder folder = in.folder();
    boolean wasUp = folder.isUp();
    if (wasUp) {
      stop(folder);
    }
    System.out.println(wasUp ? "stopped " + folder.root() : "no cluster is up in " + folder.root());
    if (wasUp && !delete) {
      boolean kept = folder.readPlan().map(ClusterPlan::highAvailability).orElse(false);
      System.out.println(
          kept
              ? "its workflows go on with the next up"
              : "its workflows go on with the next up and submit WORKFLOW --from latest");
    }
    if (delete && folder.readPlan().isPresent()) {
      folder.delete();
      System.out.println("deleted " + folder.root());
    }
    return 0;
  }

  private static void stop(ClusterFolder folder) throws InterruptedException {
    long supervisor =
        folder
            .readStatus()
            .orElseThrow(
                () ->
                    new RunFailedException(
                        "the cluster in " + folder.root() + " is just starting; try again"))
            .supervisor();
    Optional<ProcessHandle> process = ProcessHandle.of(supervisor);
    process.ifPresent(ProcessHandle::destroy);
    long end = System.nanoTime() + PATIENCE.toNanos();
    // It lets go of the folder a moment before it is gone itself.
    while (folder.isUp() || process.filter(ProcessHandle::isAlive).isPresent()) {
      if (System.nanoTime() > end) {
        throw new RunFailedException(
            "process %d, the supervisor, has not ended within %d s; see %s"
                .formatted(
                    supervisor, PATIENCE.toSeconds(), folder.logs().resolve("supervisor.out")));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}
