package io.taskweir.deploy.flink;

import io.taskweir.deploy.Failure;
import io.taskweir.deploy.RunFailedException;
import java.util.Optional;

/**
 * From one job of a workflow to the next, by a savepoint. The next one has to show that it works;
 * else the old program goes on from the same savepoint, unless the next has already committed what
 * that would write again.
 *
 * @param start how jobs are started
 * @param workflow which workflow
 * @param old what ran
 * @param oldBuilt its graph, built while it still ran
 * @param next what shall run
 * @param nextBuilt its graph
 * @param partly whether state of the old one may be left behind
 */
record Handover(
    Start start,
    String workflow,
    Program old,
    Program.Built oldBuilt,
    Program next,
    Program.Built nextBuilt,
    boolean partly) {

  /**
   * Stops {@code job} and starts the next; returns it when it has shown that it works.
   *
   * @throws RunFailedException in one line that says what runs now, and what does not
   */
  FlinkJob from(FlinkJob job) throws Exception {
    Snapshot savepoint = new Savepointing(job).stop(start.savepoints());
    System.out.println("stopped with " + savepoint.path());
    FlinkJob upgraded = null;
    try {
      start.fit().awaitSlots(nextBuilt.graph());
      upgraded = start.submit(next, nextBuilt, savepoint, partly);
      start.await(upgraded);
      new Verification(upgraded).await();
      return upgraded;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      System.err.println("taskweir: " + Failure.line(e));
      throw goneBack(savepoint, Optional.ofNullable(upgraded), e);
    }
  }

  private RunFailedException goneBack(Snapshot savepoint, Optional<FlinkJob> failed, Exception why)
      throws InterruptedException {
    try {
      if (failed.isPresent() && failed.get().end().completedCheckpoints() > 0) {
        return line(
            "the new jar has committed results and is stopped: going back to %s would write them again; go on with submit %s --from latest --jar JAR, or go back with submit %s --from %s --jar %s"
                .formatted(savepoint.path(), workflow, workflow, savepoint.path(), old.jar()),
            why);
      }
      start.fit().awaitSlots(oldBuilt.graph());
      FlinkJob back = start.submit(old, oldBuilt, savepoint, false);
      // It is not given up, whatever comes: it is what ran, and Flink keeps starting it.
      start.await(back);
      return line(
          "the old jar runs again, from %s (job %s)".formatted(savepoint.path(), back.id()), why);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      why.addSuppressed(e);
      return line(
          "the old jar does not run: %s; look at cluster status, or start it with submit %s --from %s --jar %s"
              .formatted(Failure.line(e), workflow, savepoint.path(), old.jar()),
          why);
    }
  }

  private RunFailedException line(String now, Exception why) {
    return new RunFailedException("the upgrade of %s failed; %s".formatted(workflow, now), why);
  }
}
