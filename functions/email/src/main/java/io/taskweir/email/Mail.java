package io.taskweir.email;

import java.time.Instant;
import java.util.List;
import javax.annotation.Nullable;

/**
 * What a message says of itself: the result of {@link ParseMail}, parked at the join.
 *
 * <p>Every text is decoded as a mail client shows it, on one line, at most 1,000 characters long.
 *
 * @param sha256 the message's bytes, 64 lower-case hex digits
 * @param messageId with its angle brackets; null where there is none
 * @param subject null where there is none
 * @param from the first From field as displayed, name and address; null where there is none
 * @param replyTo the first Reply-To field as displayed; null where there is none
 * @param date when it says it was written; null where there is no date that can be read
 * @param defects what is malformed: a code, and after a colon a short detail that names no address;
 *     each code once, in the order in which they were found
 */
public record Mail(
    String sha256,
    @Nullable String messageId,
    @Nullable String subject,
    @Nullable String from,
    @Nullable String replyTo,
    @Nullable Instant date,
    List<String> defects) {}
