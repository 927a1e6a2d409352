package io.taskweir.email;

import io.taskweir.engine.Rejection;
import io.taskweir.engine.TaskContext;
import io.taskweir.engine.TaskFunction;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.tika.mime.MediaType;

/**
 * Looks at an attachment: what it is against what it is called, and what an archive holds. Nothing
 * is executed, and no document is opened.
 *
 * <p>What it finds depends on the {@link Attachment} alone, so a result may be shared under {@link
 * Attachment#identity}. It keeps no state. An archive is unpacked in scratch, which takes at most
 * the attachment's size and the {@link ArchiveLimits#bytes}; encrypted and broken archives are
 * findings, and an archive that passes a limit is a rejection {@code LIMIT}.
 */
public final class AnalyzeAttachment implements TaskFunction<Attachment, Finding> {

  private final ArchiveLimits limits;
  private transient FileTypes types;

  /** An analysis within the default limits. */
  public AnalyzeAttachment() {
    this(ArchiveLimits.defaults());
  }

  /** An analysis within {@code limits}. */
  public AnalyzeAttachment(ArchiveLimits limits) {
    this.limits = limits;
  }

  @Override
  public void open() {
    types = new FileTypes();
  }

  @Override
  public void run(Attachment input, TaskContext<Finding> context) throws Exception {
    MediaType byBytes = detect(input, context);
    List<Reason> reasons = new ArrayList<>(new FileSignals(types).of(input, byBytes));
    reasons.addAll(ofArchive(input, byBytes, context));
    reasons.sort(Comparator.comparing(reason -> Rule.valueOf(reason.code())));
    context.emit(
        Finding.of(
            new AttachmentFinding(
                input.name(),
                input.declaredType(),
                byBytes.toString(),
                input.content().size(),
                input.content().digest(),
                Rule.risk(reasons),
                List.copyOf(reasons))));
  }

  private MediaType detect(Attachment input, TaskContext<Finding> context) throws IOException {
    try (InputStream bytes = new BufferedInputStream(context.open(input.content()), 1 << 16)) {
      return types.byBytes(bytes);
    }
  }

  private List<Reason> ofArchive(Attachment input, MediaType type, TaskContext<Finding> context)
      throws IOException, Rejection {
    if (Unpacking.staysClosed(type.toString())) {
      return List.of(Rule.ARCHIVE_CLOSED.because(type.toString()));
    }
    if (!Unpacking.opens(type.toString())) {
      return List.of();
    }
    ArchiveBudget budget = new ArchiveBudget(limits, input.content().size());
    boolean isPackage = input.name() != null && FileTypes.isProgramName(input.name());
    try (InputStream bytes = context.open(input.content())) {
      return new Unpacking(context.scratch(), types, budget)
          .list(bytes, type.toString())
          .reasons(isPackage);
    } catch (LimitPassed e) {
      throw Rejection.limit(e.getMessage());
    }
  }
}
