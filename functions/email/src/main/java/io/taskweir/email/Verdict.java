package io.taskweir.email;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import javax.annotation.Nullable;

/**
 * What Taskweir says of a message. Its fields, in this order, are the contract of {@code
 * verdicts.jsonl}: add or remove one, never rename or retype it.
 *
 * @param id the hash of tenant and message digest, 32 hex digits: the same message has one verdict
 * @param root the run that made it
 * @param tenant whose message it is
 * @param version 1: a verdict is final
 * @param source the path it came from, with {@code #n} for the n-th message of an mbox; null where
 *     the producer gave none
 * @param sha256 the message's digest
 * @param messageId its Message-ID
 * @param subject its subject, decoded
 * @param from whom it says it is from
 * @param date when it says it was sent
 * @param verdict what it is
 * @param score the chance, 0 to 1, that it is unwanted
 * @param reasons what was weighed, heaviest first
 * @param language of its text; null where it could not be told
 * @param keywords of its text
 * @param links those it holds, riskiest first
 * @param attachments those it holds, riskiest first
 * @param defects where it breaks the standards of mail
 * @param incomplete what is not in the verdict: a stage and, where it ended without a finding, why
 */
public record Verdict(
    String id,
    String root,
    String tenant,
    int version,
    @Nullable String source,
    String sha256,
    @Nullable String messageId,
    @Nullable String subject,
    @Nullable String from,
    @Nullable Instant date,
    Judgement verdict,
    double score,
    List<Reason> reasons,
    @Nullable String language,
    List<String> keywords,
    List<LinkFinding> links,
    List<AttachmentFinding> attachments,
    List<String> defects,
    List<String> incomplete) {

  /** What a message is. Add at the end. */
  public enum Judgement {
    /** Wanted, as far as one can see. */
    @JsonProperty("ham")
    HAM,
    /** Unwanted. */
    @JsonProperty("spam")
    SPAM,
    /** Unwanted, and out to deceive: it hides what it is and asks for something of value. */
    @JsonProperty("phish")
    PHISH
  }
}
