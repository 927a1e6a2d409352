package io.taskweir.email;

import java.util.List;
import javax.annotation.Nullable;

/**
 * A message as the trained model sees it: what {@link MailFeatures} makes features of.
 *
 * <p>The texts are those of {@link MailText}, the same objects. What names a sender, a relay, a
 * mailing list or another filter is not in it, so that no model can learn it.
 *
 * @param subject as displayed; null where there is none
 * @param plain null where the message has no plain text
 * @param html markup; null where the message has no HTML
 * @param structure facts of its form, each once, as {@link MailStructure} writes them
 */
public record MailSample(
    @Nullable String subject,
    @Nullable String plain,
    @Nullable String html,
    List<String> structure) {}
