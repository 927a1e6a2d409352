package io.taskweir.email;

import javax.annotation.Nullable;

/**
 * What a mail client displays of a message: its inline texts, those of messages within it included,
 * each kind joined in the order of its parts. Both kinds are kept where a message offers
 * alternatives, since which of them its reader sees is the client's choice.
 *
 * @param plain null where the message has no plain text
 * @param html markup, not displayed text; null where the message has no HTML
 */
public record MailText(@Nullable String plain, @Nullable String html) {}
