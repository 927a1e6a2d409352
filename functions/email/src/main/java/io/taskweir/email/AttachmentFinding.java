package io.taskweir.email;

import java.util.List;
import javax.annotation.Nullable;

/**
 * What an attachment shows by itself, whatever message it came in.
 *
 * @param name its file name; null where it has none
 * @param type the type that the message declares
 * @param detected the type that its bytes show
 * @param size its length in bytes, decoded
 * @param sha256 its digest, 64 lower-case hex digits
 * @param risk 0 (nothing to see) to 1
 * @param reasons what was seen, in the order of {@link Rule}
 * @param incomplete what could not be looked at, each code once with what it befell first, such as
 *     {@code PDF_ENCRYPTED:report.pdf}; null in a finding of before it was told
 */
public record AttachmentFinding(
    @Nullable String name,
    String type,
    String detected,
    long size,
    String sha256,
    double risk,
    List<Reason> reasons,
    @Nullable List<String> incomplete) {}
