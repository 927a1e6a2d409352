package io.taskweir.engine;

import io.taskweir.engine.ObeyScript.Scene;
import io.taskweir.state.Source;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What arrives at a stage, drawn from a seed: a log as Kafka's, which is read again from an earlier
 * position after a crash. Few keys and tenants, so that tasks meet; some tasks come twice, some
 * names are used again for another input.
 */
final class StageArrivals {

  private static final String[] SCRIPTS = {
    "S", "S", "S", "S", "E", "R", "O", "F", "FS", "FS", "FFS", "FFFS", "BS", "FR", "FE"
  };

  private static final String[] HOLDING = {
    "H", "H", "J", "W", "W", "KS", "KH", "KW", "FH", "HS", "FJ", "G", "GS", "K", "S", "S", "E"
  };

  private final StagePlan plan;
  private final Random random;
  private final List<Task<Scene>> log = new ArrayList<>();
  private int position;

  StageArrivals(StagePlan plan, Random random) {
    this.plan = plan;
    this.random = random;
  }

  /** The next of the log, which grows where its end is reached. */
  Task<Scene> next(long now) {
    if (!areBehind()) {
      log.add(draw(now));
    }
    position++;
    return log.get(position - 1);
  }

  /** Whether something of the log is still to be read again. */
  boolean areBehind() {
    return position < log.size();
  }

  int position() {
    return position;
  }

  void readFrom(int earlier) {
    position = earlier;
  }

  List<Task<Scene>> log() {
    return log;
  }

  /** Twins count in no drawn order, so that a stage that shares a count has none. */
  private Task<Scene> draw(long now) {
    boolean twins = !log.isEmpty() && !plan.shares();
    if (twins && chance(6)) {
      return drawn();
    }
    String name = twins && chance(20) ? drawn().payload().name() : "task-" + log.size();
    String tenant = random.nextBoolean() ? Task.DEFAULT_TENANT : "acme";
    String[] scripts = plan.hold() != null && random.nextBoolean() ? HOLDING : SCRIPTS;
    Scene scene =
        new Scene(
            name,
            chance(30) ? null : "key-" + random.nextInt(2),
            chance(30) ? null : "claim-" + random.nextInt(2),
            scripts[random.nextInt(scripts.length)]);
    return Task.root(
        TaskId.ofCaller(tenant, name),
        tenant,
        now,
        chance(5) ? now + random.nextInt(5_000) : Task.NO_DEADLINE,
        new Source(name, "model", 0, log.size()),
        scene);
  }

  private Task<Scene> drawn() {
    return log.get(random.nextInt(log.size()));
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }
}
