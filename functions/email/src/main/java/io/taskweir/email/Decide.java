package io.taskweir.email;

import io.taskweir.email.Verdict.Judgement;
import io.taskweir.engine.Gathered;
import io.taskweir.engine.Output;
import io.taskweir.engine.TaskContext;
import io.taskweir.engine.TaskFunction;
import io.taskweir.state.FailureClass;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/**
 * Weighs everything that was found in a message, by the table of {@link Rule} and beside what the
 * trained model says, into a verdict.
 *
 * <p>It keeps no state, rejects nothing, and takes findings in any order. A rule counts once a
 * message: ten links to bare addresses are one reason, the first by alphabet of the heaviest. Where
 * an analysis is missing the verdict is made of the rest and says so.
 */
public final class Decide implements TaskFunction<Gathered<Mail, Finding>, Verdict> {

  /** For digests: what was decided, without what is private in it. */
  public static final Output<VerdictSummary> SUMMARIES =
      Output.of("summaries", VerdictSummary.class);

  /** For feedback: which message was held for what. */
  public static final Output<Opinion> OPINIONS = Output.of("opinions", Opinion.class);

  private static final double UNWANTED = 0.5;
  private static final String ATTACHMENTS = "analyze-attachment";

  private transient Phrases phrases;

  @Override
  public void open() {
    phrases = new Phrases();
  }

  @Override
  public List<Output<?>> outputs() {
    return List.of(SUMMARIES, OPINIONS);
  }

  @Override
  public void run(Gathered<Mail, Finding> input, TaskContext<Verdict> context) {
    Weighing weighing = new Weighing(learned(input.findings()));
    Verdict verdict = verdict(input, weighing, context.task());
    context.emit(verdict);
    context.emit(SUMMARIES, VerdictSummary.of(verdict));
    context.emit(OPINIONS, Opinion.of(verdict));
  }

  private List<Reason> reasons(Gathered<Mail, Finding> input, List<LinkFinding> links) {
    List<Reason> reasons = new ArrayList<>(HeaderSignals.of(input.parked()));
    String subject = input.parked().subject();
    reasons.addAll(SubjectSignals.of(subject));
    reasons.addAll(phrases.in(Words.of(Objects.requireNonNullElse(subject, ""))));
    input.findings().forEach(finding -> reasons.addAll(reasons(finding)));
    reasons.addAll(SenderLinks.of(input.parked().from(), links));
    input.ended().stream()
        .filter(ended -> ended.stage().equals(ATTACHMENTS))
        .filter(ended -> ended.reason().equals(FailureClass.LIMIT.name()))
        .limit(1)
        .forEach(ended -> reasons.add(Rule.ATTACHMENT_LIMIT.because("")));
    return reasons;
  }

  private static List<Reason> reasons(Finding finding) {
    if (finding.text() != null) {
      return finding.text().reasons();
    }
    if (finding.link() != null) {
      return finding.link().reasons();
    }
    if (finding.sender() != null) {
      return finding.sender().reasons();
    }
    return finding.attachment() != null ? finding.attachment().reasons() : List.of();
  }

  private Verdict verdict(Gathered<Mail, Finding> input, Weighing weighing, Task<?> task) {
    Mail mail = input.parked();
    List<LinkFinding> links = links(input.findings());
    List<Reason> reasons = weighing.weigh(reasons(input, links));
    double score = weighing.score(reasons);
    TextFinding text = text(input.findings());
    return new Verdict(
        TaskId.derive("verdict", task.tenant(), mail.sha256()).hex(),
        task.root().hex(),
        task.tenant(),
        1,
        task.source() == null ? null : task.source().name(),
        mail.sha256(),
        mail.messageId(),
        mail.subject(),
        mail.from(),
        mail.date(),
        judge(score, reasons),
        score,
        reasons,
        text == null ? null : text.language(),
        text == null ? List.of() : text.keywords(),
        links,
        attachments(input.findings()),
        mail.defects(),
        incomplete(input));
  }

  private static Judgement judge(double score, List<Reason> reasons) {
    if (score < UNWANTED) {
      return Judgement.HAM;
    }
    boolean phish =
        Weighing.has(Rule.Role.DECEPTION, reasons) && Weighing.has(Rule.Role.REQUEST, reasons);
    return phish ? Judgement.PHISH : Judgement.SPAM;
  }

  @Nullable
  private static LearnedFinding learned(List<Finding> findings) {
    return findings.stream()
        .map(Finding::learned)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  @Nullable
  private static TextFinding text(List<Finding> findings) {
    return findings.stream().map(Finding::text).filter(Objects::nonNull).findFirst().orElse(null);
  }

  private static List<LinkFinding> links(List<Finding> findings) {
    return findings.stream()
        .map(Finding::link)
        .filter(Objects::nonNull)
        .sorted(
            Comparator.comparingDouble(LinkFinding::risk)
                .reversed()
                .thenComparing(LinkFinding::url)
                .thenComparing(link -> link.reasons().toString()))
        .toList();
  }

  private static List<AttachmentFinding> attachments(List<Finding> findings) {
    return findings.stream()
        .map(Finding::attachment)
        .filter(Objects::nonNull)
        .sorted(
            Comparator.comparingDouble(AttachmentFinding::risk)
                .reversed()
                .thenComparing(file -> Objects.requireNonNullElse(file.name(), ""))
                .thenComparing(AttachmentFinding::sha256)
                .thenComparing(AttachmentFinding::type))
        .toList();
  }

  private static List<String> incomplete(Gathered<Mail, Finding> input) {
    return Stream.concat(
            input.missing().stream(),
            input.ended().stream().map(ended -> ended.stage() + ": " + ended.reason()))
        .distinct()
        .sorted()
        .toList();
  }
}
