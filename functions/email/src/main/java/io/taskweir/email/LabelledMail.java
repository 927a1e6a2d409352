package io.taskweir.email;

/**
 * A message to learn from.
 *
 * @param sample the message as the model sees it
 * @param spam what it is
 * @param origin where it came from, such as a mailing list or a sender: what stands in the messages
 *     of one origin alone is not learnt
 */
public record LabelledMail(MailSample sample, boolean spam, String origin) {}
