package io.taskweir.email;

import io.taskweir.state.Content;
import java.time.Instant;
import java.util.List;
import javax.annotation.Nullable;

/**
 * What a message says of who sent it and which way it came: what {@link AnalyzeSender} looks at.
 *
 * <p>Texts are decoded as a mail client shows them, on one line, at most 1,000 characters long
 * unless said otherwise; of several fields of one name the first counts unless said otherwise.
 *
 * @param from the From field; null where there is none
 * @param fromFields how many From fields there are
 * @param replyTo null where there is none
 * @param returnPath where bounces go, as the last mail host noted it; null where there is none
 * @param sender the Sender field; null where there is none
 * @param recipients To, else Cc; null where there is neither
 * @param messageId null where there is none
 * @param date when it says it was written; null where there is no date that can be read
 * @param received the Received fields, the last hop first: all, or the first ten and the last ten
 * @param authenticationResults the Authentication-Results fields from the top, at most ten, at most
 *     4,000 characters each
 * @param list whether a field says that a list or a bulk mailer sent it
 * @param signedMessage the message as it came, only to verify its signatures: null where there is
 *     no DKIM-Signature. What travels is at most the blob threshold, and nothing is copied within a
 *     chain
 */
public record Sender(
    @Nullable String from,
    int fromFields,
    @Nullable String replyTo,
    @Nullable String returnPath,
    @Nullable String sender,
    @Nullable String recipients,
    @Nullable String messageId,
    @Nullable Instant date,
    List<String> received,
    List<String> authenticationResults,
    boolean list,
    @Nullable Content signedMessage) {}
