package io.taskweir.job;

import io.taskweir.engine.StageSettings;
import io.taskweir.engine.Trigger;
import java.time.Duration;
import java.time.ZoneId;
import org.apache.flink.configuration.ConfigOption;

/** What one stage is set to. */
public final class StageConfig {

  private final JobConfig config;
  private final ShippedWorkflow workflow;
  private final WorkflowStage stage;

  StageConfig(JobConfig config, ShippedWorkflow workflow, WorkflowStage stage) {
    this.config = config;
    this.workflow = workflow;
    this.stage = stage;
    Duration first = get(Options.RETRY_FIRST_DELAY);
    Duration max = get(Options.RETRY_MAX_DELAY);
    if (first.compareTo(max) > 0) {
      throw new ConfigException(
          "taskweir.retry.first-delay: "
              + Units.of(first)
              + " at stage "
              + stage.name()
              + " is not allowed; expected at most taskweir.retry.max-delay, "
              + Units.of(max));
    }
    if (stage.has(Options.ONCE_TTL)) {
      Checks.claimsOutliveReplays(config, stage.name(), get(Options.ONCE_TTL));
    }
  }

  /** Ends the start where {@code subtasks} of this stage hold too many connections. */
  void requireConnections(int subtasks) {
    Checks.connectionsSuffice(stage.name(), get(Options.CONNECTIONS), subtasks);
  }

  /**
   * The value of a per-stage option: what is set for this stage, else what is set for all, else
   * this stage's own default, else the option's.
   */
  public <T> T get(ConfigOption<T> option) {
    return config.get(option, workflow, stage);
  }

  /** When a batch of this stage is handed to its task. */
  public Trigger trigger() {
    try {
      Trigger trigger = scheduled(Trigger.after(get(Options.TRIGGER_ITEMS)));
      Duration wait = get(Options.TRIGGER_WAIT);
      return (wait.isZero() ? trigger : trigger.orAfter(wait)).missed(get(Options.TRIGGER_MISSED));
    } catch (IllegalArgumentException e) {
      throw new ConfigException("stage " + stage.name() + ": " + e.getMessage());
    }
  }

  private Trigger scheduled(Trigger trigger) {
    String schedule = get(Options.TRIGGER_SCHEDULE);
    if (schedule.equals(Options.NO_SCHEDULE)) {
      return trigger;
    }
    Trigger scheduled = trigger.orAt(schedule, ZoneId.of(get(Options.TRIGGER_ZONE)));
    Duration jitter = get(Options.TRIGGER_JITTER);
    return jitter.isZero() ? scheduled : scheduled.jitter(jitter);
  }

  /** Everything that the engine takes for any stage. */
  public StageSettings settings() {
    Duration timeout = get(Options.TIMEOUT);
    return new StageSettings(
        get(Options.RETRY_ATTEMPTS),
        get(Options.RETRY_FIRST_DELAY),
        get(Options.RETRY_MAX_DELAY),
        timeout.isZero() ? null : timeout,
        get(Options.DRAIN_TIMEOUT),
        get(Options.SCRATCH_QUOTA).getBytes(),
        get(Options.CLAIM_MEMORY).getBytes(),
        get(Options.AUDIT));
  }
}
