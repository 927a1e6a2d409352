package io.taskweir.email;

import java.util.List;
import javax.annotation.Nullable;

/**
 * What a message's visible text shows.
 *
 * @param language ISO 639-1 where there is such a code, else 639-3; null where there is too little
 *     text to tell
 * @param keywords the most frequent words that say something, at most ten, most frequent first
 * @param reasons what was seen, in the order of {@link Rule}
 * @param requests what the message itself, and not what it quotes, asks of its reader, in the order
 *     of the text; null in findings of before it was looked for
 */
public record TextFinding(
    @Nullable String language,
    List<String> keywords,
    List<Reason> reasons,
    @Nullable List<Request> requests) {}
