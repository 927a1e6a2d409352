package io.taskweir.job;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;

/** What must hold between options. */
final class Checks {

  private Checks() {}

  static void restartDelays(JobConfig config) {
    Duration max = config.get(Options.RESTART_MAX_DELAY);
    atMost(config, Options.RESTART_FIRST_DELAY, max, Options.RESTART_MAX_DELAY.key());
  }

  /**
   * A transaction stays open from one checkpoint to the next, and over a restart between them; what
   * it holds is lost when it times out before it is committed.
   */
  static void transactionsOutliveRestarts(JobConfig config) {
    Duration interval = config.get(Options.CHECKPOINT_INTERVAL);
    Duration pause = config.get(Options.CHECKPOINT_PAUSE);
    Duration restart = config.get(Options.RESTART_MAX_DELAY);
    Duration least = interval.plus(pause).plus(restart);
    Duration timeout = config.get(Options.TRANSACTION_TIMEOUT);
    if (timeout.compareTo(least) < 0) {
      throw new ConfigException(
          "%s: %s is not allowed; expected at least %s: %s %s + %s %s + %s %s"
              .formatted(
                  Options.TRANSACTION_TIMEOUT.key(),
                  Units.of(timeout),
                  Units.of(least),
                  Options.CHECKPOINT_INTERVAL.key(),
                  Units.of(interval),
                  Options.CHECKPOINT_PAUSE.key(),
                  Units.of(pause),
                  Options.RESTART_MAX_DELAY.key(),
                  Units.of(restart)));
    }
  }

  /**
   * A claim must be there when its input comes again, and it is counted from when it was last
   * written, while the job may stand still for as long as a replay goes back.
   */
  static void claimsOutliveReplays(JobConfig config, String stage, Duration claims) {
    Duration replay = config.get(Options.REPLAY);
    Duration least = replay.multipliedBy(2);
    if (claims.compareTo(least) < 0) {
      throw new ConfigException(
          "%s: %s at stage %s is not allowed; expected at least %s, twice %s %s"
              .formatted(
                  Options.ONCE_TTL.key(),
                  Units.of(claims),
                  stage,
                  Units.of(least),
                  Options.REPLAY.key(),
                  Units.of(replay)));
    }
  }

  /** Each subtask holds a connection, so there may be no more subtasks than connections. */
  static void connectionsSuffice(String stage, int connections, int subtasks) {
    if (connections > 0 && subtasks > connections) {
      throw new ConfigException(
          "%s: %d at stage %s is not allowed; expected at least %d, one for each of its subtasks, or a lower parallelism"
              .formatted(Options.CONNECTIONS.key(), connections, stage, subtasks));
    }
  }

  private static void atMost(
      JobConfig config, ConfigOption<Duration> option, Duration most, String name) {
    Duration value = config.get(option);
    if (value.compareTo(most) > 0) {
      throw new ConfigException(
          option.key()
              + ": "
              + Units.of(value)
              + " is not allowed; expected at most "
              + name
              + ", "
              + Units.of(most));
    }
  }
}
