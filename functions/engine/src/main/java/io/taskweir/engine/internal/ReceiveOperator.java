package io.taskweir.engine.internal;

import io.taskweir.engine.Intake;
import io.taskweir.engine.StageSettings.AuditLevel;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.BlobRef;
import io.taskweir.state.Content;
import io.taskweir.state.DeadLetter;
import io.taskweir.state.FailureClass;
import io.taskweir.state.Headers;
import io.taskweir.state.Source;
import io.taskweir.state.SourceRecord;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Puts what came in into envelopes: the root's id, its tenant, where it came from. It stands in one
 * chain with the source, before any exchange, parses nothing, and keeps no state but its account.
 *
 * <p>A record whose headers cannot be taken at their word is a dead letter: {@code TENANT}, {@code
 * SOURCE_ID}, {@code BLOB_REFERENCE}.
 */
public final class ReceiveOperator extends AbstractStreamOperator<Task<Content>>
    implements OneInputStreamOperator<SourceRecord, Task<Content>> {

  private static final long serialVersionUID = 1L;

  private static final int LONGEST_ID = 1_024;
  private static final int LONGEST_NAME = 4_096;

  private final StageSpec.Place place;
  private final AuditLevel audit;
  private final Intake intake;
  private transient Accounts accounts;
  private transient Reports<Content> reports;

  /** Receives for the workflow of {@code place}. */
  public ReceiveOperator(StageSpec.Place place, AuditLevel audit, Intake intake) {
    this.place = place;
    this.audit = audit;
    this.intake = intake;
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
    reports = new Reports<>(place, audit, null);
  }

  @Override
  public void processElement(StreamRecord<SourceRecord> element) throws Exception {
    SourceRecord record = element.getValue();
    accounts.started();
    Received received = receive(record);
    if (received.failure() == null) {
      accounts.succeeded();
      output.collect(element.replace(received.task()));
    } else {
      accounts.dead();
      reject(record, received, element);
    }
    audit(received, element);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    accounts.snapshot();
  }

  /**
   * What became of a record.
   *
   * @param task its envelope; of a failed one too, under the default tenant
   * @param failure null where it is well
   */
  private record Received(Task<Content> task, @Nullable Failure failure) {}

  private Received receive(SourceRecord record) {
    Source source =
        new Source(
            text(record, Headers.SOURCE, LONGEST_NAME),
            record.topic(),
            record.partition(),
            record.offset());
    TaskId id = TaskId.ofCoordinates(record.topic(), record.partition(), record.offset());
    String tenant = text(record, Headers.TENANT, 64);
    String callerId = text(record, Headers.ID, LONGEST_ID + 1);
    String blob = text(record, Headers.BLOB, 100);
    Failure failure = null;
    if (tenant != null && !isTenant(tenant)) {
      failure = poison("TENANT", "header " + Headers.TENANT + ": expected [a-z0-9-]{1,63}");
    } else if (callerId != null && (callerId.isEmpty() || callerId.length() > LONGEST_ID)) {
      failure =
          poison(
              "SOURCE_ID",
              "header " + Headers.ID + ": expected 1 to " + LONGEST_ID + " characters");
    } else if (blob != null && !isBlob(blob)) {
      failure =
          poison(
              "BLOB_REFERENCE",
              "header " + Headers.BLOB + ": expected 64 hex digits, a colon and a size");
    }
    if (failure != null) {
      return new Received(
          root(id, Task.DEFAULT_TENANT, record, source, Content.of(record.value())), failure);
    }
    String owner = tenant == null ? intake.tenant() : tenant;
    TaskId root = callerId == null ? id : TaskId.ofCaller(owner, callerId);
    Content content = blob == null ? Content.of(record.value()) : Content.of(BlobRef.parse(blob));
    return new Received(root(root, owner, record, source, content), null);
  }

  private void reject(SourceRecord record, Received received, StreamRecord<SourceRecord> element)
      throws Exception {
    DeadLetter letter =
        reports.deadLetter(
            received.task(),
            received.failure(),
            List.of(),
            processingTimeService.getCurrentProcessingTime(),
            new DeadLetter.Input(
                "Bytes",
                DeadLetter.Encoding.BASE64,
                Base64.getEncoder().encodeToString(record.value())));
    output.collect(StageSpec.DEAD_LETTERS, copyOf(element, letter));
  }

  private void audit(Received received, StreamRecord<?> element) {
    boolean well = received.failure() == null;
    AuditEvent.Event event = well ? AuditEvent.Event.SUCCEEDED : AuditEvent.Event.DEAD;
    if (reports.audits(event)) {
      AuditEvent said =
          reports.event(
              event,
              received.task(),
              null,
              well ? null : received.failure().reason(),
              0,
              processingTimeService.getCurrentProcessingTime());
      output.collect(StageSpec.AUDIT, copyOf(element, said));
    }
  }

  private static <X> StreamRecord<X> copyOf(StreamRecord<?> element, X value) {
    return element.hasTimestamp()
        ? new StreamRecord<>(value, element.getTimestamp())
        : new StreamRecord<>(value);
  }

  private Task<Content> root(
      TaskId id, String tenant, SourceRecord record, Source source, Content content) {
    return Task.root(
        id, tenant, record.timestamp(), intake.deadline(record.timestamp()), source, content);
  }

  private static Failure poison(String reason, String detail) {
    return Failure.of(reason, FailureClass.POISON, detail);
  }

  @Nullable
  private static String text(SourceRecord record, String header, int longest) {
    byte[] bytes = record.headers().get(header);
    if (bytes == null) {
      return null;
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.length() <= longest ? text : text.substring(0, longest);
  }

  private static boolean isTenant(String text) {
    return text.matches("[a-z0-9-]{1,63}");
  }

  private static boolean isBlob(String text) {
    return text.matches("[0-9a-f]{64}:[0-9]{1,18}");
  }
}
