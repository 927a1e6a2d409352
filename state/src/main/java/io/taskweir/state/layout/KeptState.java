package io.taskweir.state.layout;

import java.time.Duration;
import javax.annotation.Nullable;

/**
 * A state of an operator.
 *
 * @param name its name, for good
 * @param kind how it is kept
 * @param key the key of a map; null of all else
 * @param value what is kept; of a list or map, each entry
 * @param lifetime its TTL; null where it has none
 */
public record KeptState(
    String name,
    StateKind kind,
    @Nullable TypeLayout key,
    TypeLayout value,
    @Nullable Duration lifetime) {}
