package io.taskweir.engine.internal;

import io.taskweir.engine.Manifest;
import io.taskweir.engine.Outcome;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.FailureClass;
import io.taskweir.state.Setting;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.BoundedMultiInput;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;

/**
 * A stage that also reads settings: its second input, which every subtask gets all of. The settings
 * never hold back event time, and the stage drains when both inputs have ended, so that whoever
 * bounds the tasks bounds the settings too.
 *
 * <p>Every subtask takes settings over or refuses them alike, so one speaks for all: subtask 0
 * counts them, audits them and writes the dead letters, as a stage of its own name, {@code
 * UID-settings}. State besides the stage's: {@code settings} (see {@link Settings}) and {@code
 * settings-account}.
 */
final class SettingsStageOperator<I, O, S> extends StageOperator<I, O>
    implements TwoInputStreamOperator<Task<I>, Setting, Task<O>>, BoundedMultiInput {

  private static final long serialVersionUID = 1L;

  private final transient Reads<S> reads;
  private transient Settings<S> settings;
  private transient Accounts accounts;
  private transient Reports<Setting> reports;
  private transient int openInputs;

  SettingsStageOperator(
      StreamOperatorParameters<Task<O>> parameters,
      StageSpec<I, O> spec,
      Reads<S> reads,
      @Nullable OutputTag<Task<Outcome<O>>> outcomes,
      @Nullable OutputTag<Task<Manifest<O>>> manifests) {
    super(parameters, spec, outcomes, manifests);
    this.reads = reads;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    settings = new Settings<>(reads.schema(), states().settings());
    accounts = new Accounts(states().settingsAccount(), getRuntimeContext(), place().stage());
  }

  @Override
  public void open() throws Exception {
    super.open();
    openInputs = 2;
    reports =
        new Reports<>(
            place(),
            spec().settings().audit(),
            TypeInformation.of(Setting.class)
                .createSerializer(getExecutionConfig().getSerializerConfig()));
    for (Settings.Answer answer : settings.begin(reads.initial())) {
      report(answer);
    }
  }

  @Override
  public void processElement1(StreamRecord<Task<I>> element) throws Exception {
    process(element);
  }

  @Override
  public void processElement2(StreamRecord<Setting> element) throws Exception {
    Setting setting = element.getValue();
    if (Setting.UNREADABLE.equals(setting.name())) {
      report(
          new Settings.Answer(
              setting,
              Failure.of("SETTING", FailureClass.POISON, String.valueOf(setting.value()))));
    } else if (settings.isNews(setting)) {
      report(settings.take(setting));
    }
  }

  @Override
  public void processWatermark1(Watermark mark) throws Exception {
    processWatermark(mark);
  }

  /** Settings have no event time. */
  @Override
  public void processWatermark2(Watermark mark) {}

  /** Whether the stage is idle is its tasks' matter alone. */
  @Override
  protected void processWatermarkStatus(WatermarkStatus status, int index) throws Exception {
    if (index == 0) {
      processWatermarkStatus(status);
    }
  }

  @Override
  public void endInput(int input) throws Exception {
    openInputs--;
    if (openInputs == 0) {
      drain();
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    accounts.snapshot();
  }

  @Override
  Object settings() {
    return settings.value();
  }

  /** Says once for all subtasks what became of a setting. */
  private void report(Settings.Answer answer) throws Exception {
    if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() != 0) {
      return;
    }
    Setting setting = answer.setting();
    Failure failure = answer.failure();
    TaskId id = TaskId.derive("setting", setting.name(), Long.toString(setting.version()));
    long now = processingTimeService.getCurrentProcessingTime();
    Task<Setting> task = Task.root(id, Task.DEFAULT_TENANT, now, Task.NO_DEADLINE, null, setting);
    accounts.started();
    if (failure == null) {
      accounts.succeeded();
      audit(AuditEvent.Event.SUCCEEDED, task, null, now);
      return;
    }
    accounts.dead();
    output.collect(
        StageSpec.DEAD_LETTERS,
        new StreamRecord<>(reports.deadLetter(task, failure, List.of(), now)));
    audit(AuditEvent.Event.DEAD, task, failure.reason(), now);
  }

  private void audit(
      AuditEvent.Event event, Task<Setting> task, @Nullable String reason, long now) {
    if (reports.audits(event)) {
      output.collect(
          StageSpec.AUDIT, new StreamRecord<>(reports.event(event, task, null, reason, 0, now)));
    }
  }

  private StageSpec.Place place() {
    StageSpec.Place stage = spec().place();
    return new StageSpec.Place(stage.workflow(), stage.stage() + "-settings", stage.version());
  }
}
