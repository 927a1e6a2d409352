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
   * A transaction stays open from one checkpoint to the next and is lost when it times out before
   * it is committed, so it must outlive the wait for two of them.
   */
  static void transactionsOutliveCheckpoints(JobConfig config) {
    Duration half = config.get(Options.TRANSACTION_TIMEOUT).dividedBy(2);
    String expected = "half of " + Options.TRANSACTION_TIMEOUT.key();
    atMost(config, Options.CHECKPOINT_INTERVAL, half, expected);
    atMost(config, Options.CHECKPOINT_PAUSE, half, expected);
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
