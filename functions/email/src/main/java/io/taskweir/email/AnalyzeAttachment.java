package io.taskweir.email;

import io.taskweir.engine.Output;
import io.taskweir.engine.Rejection;
import io.taskweir.engine.TaskContext;
import io.taskweir.engine.TaskFunction;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import org.apache.tika.mime.MediaType;

/**
 * Looks at an attachment: what it is against what it is called, what it would do when opened, where
 * it leads, and the same of the files inside it. Nothing is executed, fetched or rendered.
 *
 * <p>What it finds depends on the {@link Attachment} alone, so a result may be shared under {@link
 * Attachment#identity}. It keeps no state. What is broken, encrypted or past one of the {@link
 * FileLimits} is said in {@link AttachmentFinding#incomplete}, and the rest stands; archives that
 * pass one of the {@link ArchiveLimits} are a rejection {@code LIMIT}.
 *
 * <p>An archive is unpacked in scratch, which takes at most the attachment's size and the {@link
 * ArchiveLimits#bytes}; a document or an image is held in memory. Time is linear in what is
 * unpacked, about 50 MB/s, and a tenth of a second for a large image.
 */
public final class AnalyzeAttachment implements TaskFunction<Attachment, Finding> {

  private static final long serialVersionUID = 1L;

  /** Where the attachment leads to, each target and displayed host once, in order. */
  public static final Output<Link> LINKS = Output.of("links", Link.class);

  private static final int HEAD = 1 << 16;

  private final ArchiveLimits limits;
  private final FileLimits fileLimits;
  private transient FileTypes types;
  private transient FileKinds kinds;

  /** An analysis within the default limits. */
  public AnalyzeAttachment() {
    this(ArchiveLimits.defaults());
  }

  /** An analysis that unpacks within {@code limits}. */
  public AnalyzeAttachment(ArchiveLimits limits) {
    this(limits, FileLimits.defaults());
  }

  /** An analysis within limits of its own. */
  public AnalyzeAttachment(ArchiveLimits limits, FileLimits fileLimits) {
    this.limits = limits;
    this.fileLimits = fileLimits;
  }

  @Override
  public void open() {
    types = new FileTypes();
    kinds = new FileKinds();
  }

  @Override
  public List<Output<?>> outputs() {
    return List.of(LINKS);
  }

  @Override
  public void run(Attachment input, TaskContext<Finding> context) throws Exception {
    Inspection inspection =
        new Inspection(
            context.scratch(),
            types,
            kinds,
            new ArchiveBudget(limits, input.content().size()),
            fileLimits);
    MediaType byBytes;
    try (InputStream bytes = new BufferedInputStream(context.open(input.content()), HEAD)) {
      byBytes = look(input, bytes, inspection);
    } catch (LimitPassed e) {
      throw Rejection.limit(e.getMessage());
    }
    inspection.links().forEach(link -> context.emit(LINKS, link));
    context.emit(Finding.of(finding(input, byBytes, inspection)));
  }

  private MediaType look(Attachment input, InputStream bytes, Inspection inspection)
      throws IOException {
    bytes.mark(HEAD);
    byte[] head = bytes.readNBytes(HEAD);
    bytes.reset();
    MediaType found = types.byBytes(bytes);
    inspection.see(new FileSignals(types).of(input.name(), found));
    String name = input.name() == null ? "" : input.name();
    inspection.attachment(name, types.toLookInto(found, head, name, input.declaredType()), bytes);
    return found;
  }

  private static AttachmentFinding finding(Attachment input, MediaType found, Inspection seen) {
    boolean isPackage = input.name() != null && FileTypes.isProgramName(input.name());
    List<Reason> reasons =
        seen.reasons().stream()
            .filter(reason -> !isPackage || !reason.code().equals(Rule.ARCHIVE_EXECUTABLE.name()))
            .sorted(Comparator.comparing(reason -> Rule.valueOf(reason.code())))
            .toList();
    return new AttachmentFinding(
        input.name(),
        input.declaredType(),
        found.toString(),
        input.content().size(),
        input.content().digest(),
        Rule.risk(reasons),
        reasons,
        seen.incomplete());
  }
}
