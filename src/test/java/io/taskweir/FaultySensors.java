package io.taskweir;

import io.taskweir.engine.Batch;
import io.taskweir.engine.Consolidation;
import io.taskweir.engine.Output;
import io.taskweir.engine.TaskContext;
import io.taskweir.engine.TaskFunction;
import io.taskweir.engine.Window;
import io.taskweir.job.SensorTasks;
import io.taskweir.sensors.RawReading;
import io.taskweir.sensors.Reading;
import io.taskweir.sensors.Report;
import io.taskweir.sensors.Rollup;
import io.taskweir.sensors.WindowSummary;
import io.taskweir.state.Content;
import java.util.List;

/** Tasks of the sensors workflow that crash where {@link Faults} has it so. */
abstract class FaultySensors<I, O> implements TaskFunction<I, O> {

  private static final long serialVersionUID = 1L;

  private final String stage;
  private final TaskFunction<I, O> whole;

  private FaultySensors(String stage, TaskFunction<I, O> whole) {
    this.stage = stage;
    this.whole = whole;
  }

  /** All tasks, faulty. Each is a class of its own, so that its types can be read from it. */
  static SensorTasks all(SensorTasks whole) {
    return new SensorTasks(
        new FaultySensors<Content, RawReading>("split-readings", whole.split()) {},
        new FaultySensors<RawReading, Reading>("validate-reading", whole.validate()) {},
        new FaultySensors<Reading, Reading>("drop-duplicates", whole.drop()) {},
        new FaultyRollUp(whole.rollUp()),
        new FaultySensors<Batch<Rollup>, Report>("report", whole.report()) {});
  }

  @Override
  public void open() throws Exception {
    whole.open();
  }

  @Override
  public List<Output<?>> outputs() {
    return whole.outputs();
  }

  @Override
  public void run(I input, TaskContext<O> context) throws Exception {
    Faults.reached(stage + " begins");
    whole.run(input, context);
    Faults.reached(stage + " ends");
  }

  /** Crashes as it adds, in the middle of what the chain before it emits, and as a window fires. */
  private record FaultyRollUp(Consolidation<Reading, WindowSummary, Rollup> whole)
      implements Consolidation<Reading, WindowSummary, Rollup> {

    @Override
    public long eventTime(Reading item) {
      return whole.eventTime(item);
    }

    @Override
    public WindowSummary empty() {
      return whole.empty();
    }

    @Override
    public WindowSummary add(WindowSummary summary, Reading item) {
      Faults.reached("roll-up adds");
      return whole.add(summary, item);
    }

    @Override
    public WindowSummary merge(WindowSummary summary, WindowSummary other) {
      return whole.merge(summary, other);
    }

    @Override
    public Rollup result(
        String id, String tenant, int version, Window window, WindowSummary summary) {
      Faults.reached("roll-up fires");
      return whole.result(id, tenant, version, window, summary);
    }
  }
}
