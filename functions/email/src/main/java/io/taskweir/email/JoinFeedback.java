package io.taskweir.email;

import io.taskweir.email.Opinion.Holder;
import io.taskweir.email.Verdict.Judgement;
import io.taskweir.engine.SharedEntries;
import io.taskweir.engine.TaskContext;
import io.taskweir.engine.TaskFunction;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import javax.annotation.Nullable;

/**
 * Sets what people say of a message against its verdict, whichever comes first. Keyed by the
 * message's digest.
 *
 * <p>Feedback to a message without a verdict is held until there is one; when the stage's time is
 * over, or a bounded input has ended, it is a dead letter {@code NO_VERDICT}. Who thinks again is
 * counted anew: the earlier opinion is taken back where it was counted, on its own day and against
 * the verdict of that day, even if the message has had another since. The same opinion said twice
 * counts once.
 *
 * <p>Shares under the digest, for {@link #MEMORY}: {@code verdict}, and {@code feedback}, the last
 * opinion with its day and the verdict that it was counted against. A verdict costs one write;
 * feedback two reads and one write.
 */
public final class JoinFeedback implements TaskFunction<Opinion, FeedbackChange> {

  private static final long serialVersionUID = 1L;

  /**
   * How long a message is remembered. Too short: feedback to older mail is a dead letter. Too long:
   * about a hundred bytes a message lie longer.
   */
  public static final Duration MEMORY = Duration.ofDays(30);

  private static final String VERDICT = "verdict";
  private static final String FEEDBACK = "feedback";

  @Override
  public void run(Opinion input, TaskContext<FeedbackChange> context) {
    if (input.holder() == Holder.VERDICT) {
      context.shared().putText(VERDICT, input.judgement().name(), MEMORY);
      return;
    }
    String verdict = context.shared().getText(VERDICT);
    if (verdict == null) {
      context.hold("NO_VERDICT", "no message of this digest has had a verdict");
      return;
    }
    count(Judgement.valueOf(verdict), input.judgement(), context);
  }

  private static void count(
      Judgement verdict, Judgement label, TaskContext<FeedbackChange> context) {
    String today = day(context);
    SharedEntries shared = context.shared();
    Said before = Said.parse(shared.getText(FEEDBACK), verdict);
    if (before != null && before.label() == label) {
      return;
    }
    if (before != null) {
      context.emit("back", before.counted(-1));
    }
    Said now = new Said(label, today, verdict);
    context.emit("count", now.counted(1));
    shared.putText(FEEDBACK, now.text(), MEMORY);
  }

  /** The day, in UTC, of the record that the feedback came in. */
  private static String day(TaskContext<?> context) {
    Instant at = Instant.ofEpochMilli(context.task().createdAt());
    return LocalDate.ofInstant(at, ZoneOffset.UTC).toString();
  }

  /** An opinion that was counted, on which day and against which verdict. */
  private record Said(Judgement label, String day, Judgement verdict) {

    /**
     * Reads {@link #text}.
     *
     * @param verdict the one meant where none stands: it was not kept at first
     */
    @Nullable
    static Said parse(@Nullable String text, Judgement verdict) {
      if (text == null) {
        return null;
      }
      String[] parts = text.split(" ", -1);
      return new Said(
          Judgement.valueOf(parts[0]),
          parts[1],
          parts.length > 2 ? Judgement.valueOf(parts[2]) : verdict);
    }

    String text() {
      return label.name() + ' ' + day + ' ' + verdict.name();
    }

    FeedbackChange counted(int by) {
      return new FeedbackChange(day, verdict, label, by);
    }
  }
}
