package io.taskweir.email;

import java.util.List;
import javax.annotation.Nullable;

/**
 * What a link shows by itself, whatever message it stands in.
 *
 * @param url the link, in canonical form where it has one
 * @param host its host; null where it has none
 * @param risk 0 (nothing to see) to 1
 * @param reasons what was seen, in the order of {@link Rule}
 */
public record LinkFinding(String url, @Nullable String host, double risk, List<Reason> reasons) {}
