package io.taskweir.engine.internal;

import io.taskweir.engine.Key;
import io.taskweir.engine.StageSettings.AuditLevel;
import io.taskweir.state.DeadLetter;
import io.taskweir.state.FailureClass;
import io.taskweir.state.Task;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Puts the records of an existing job into envelopes, named by the user's own id. A record whose id
 * cannot be had is a dead letter {@code SOURCE_ID}, under an id made of what it says. It keeps no
 * state but its account.
 */
public final class EnvelopeOperator<I> extends AbstractStreamOperator<Task<I>>
    implements OneInputStreamOperator<I, Task<I>> {

  private static final long serialVersionUID = 1L;

  private final StageSpec.Place place;
  private final Roots<I> roots;
  private final TypeInformation<I> input;
  private transient Accounts accounts;
  private transient Reports<I> reports;

  /** Names records by {@code id} at {@code place}. */
  public EnvelopeOperator(StageSpec.Place place, Key<I> id, TypeInformation<I> input) {
    this.place = place;
    this.roots = new Roots<>(id, place);
    this.input = input;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    accounts =
        new Accounts(
            Accounts.declare(context.getOperatorStateStore(), Accounts.STATE),
            getRuntimeContext(),
            place.stage());
  }

  @Override
  public void open() throws Exception {
    super.open();
    reports =
        new Reports<>(
            place,
            AuditLevel.NONE,
            input.createSerializer(getExecutionConfig().getSerializerConfig()));
  }

  @Override
  public void processElement(StreamRecord<I> element) throws Exception {
    accounts.started();
    Task<I> root = roots.named(element, processingTimeService.getCurrentProcessingTime());
    if (root == null) {
      reject(element);
      return;
    }
    accounts.succeeded();
    output.collect(element.replace(root));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    accounts.snapshot();
  }

  private void reject(StreamRecord<I> element) throws Exception {
    DeadLetter.Input body = reports.inputOf(element.getValue());
    Failure failure =
        Failure.of("SOURCE_ID", FailureClass.POISON, "the record's id is null or cannot be had");
    long now = processingTimeService.getCurrentProcessingTime();
    Task<I> unnamed = roots.unnamed(element, body, now);
    accounts.dead();
    output.collect(
        StageSpec.DEAD_LETTERS,
        new StreamRecord<>(reports.deadLetter(unnamed, failure, List.of(), now, body)));
  }
}
