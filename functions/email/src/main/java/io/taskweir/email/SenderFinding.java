package io.taskweir.email;

import java.util.List;
import javax.annotation.Nullable;

/**
 * What a message shows of its sender.
 *
 * @param reasons what was seen, in the order of {@link Rule}
 * @param spf whether the host that handed the message over may send for the domain of bounces; null
 *     where nobody checked
 * @param dkim whether a signature holds, the best of several; null where nobody checked
 * @param dmarc whether the domain of From vouches for the message; null where nobody checked
 * @param details what the results rest on, a line each
 */
public record SenderFinding(
    List<Reason> reasons,
    @Nullable AuthResult spf,
    @Nullable AuthResult dkim,
    @Nullable AuthResult dmarc,
    List<String> details) {}
