package io.taskweir.job;

import io.taskweir.engine.StageSettings;
import java.time.Duration;
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
  }

  /**
   * The value of a per-stage option: what is set for this stage, else what is set for all, else
   * this stage's own default, else the option's.
   */
  public <T> T get(ConfigOption<T> option) {
    return config.get(option, workflow, stage);
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
        get(Options.AUDIT));
  }
}
