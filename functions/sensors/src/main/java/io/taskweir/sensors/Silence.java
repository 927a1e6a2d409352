package io.taskweir.sensors;

import java.time.Instant;
import javax.annotation.Nullable;

/**
 * A sensor that fell silent: once when it does, once more when it returns. A line of {@code
 * silences.jsonl}. Fields are a contract: add or remove one, never rename or retype it.
 *
 * @param id 32 hex digits over tenant, sensor and {@code lastSeen}
 * @param root the same: a silence is nobody's child
 * @param tenant whose sensor it is
 * @param version 1 when it fell silent, 2 when it returned
 * @param sensor its name
 * @param lastSeen the time of its last reading before
 * @param usualIntervalMs what usually passes between two of its readings, in milliseconds
 * @param silentSince when it had been away for too many of those
 * @param returnedAt the time of its first reading after; null until then
 */
public record Silence(
    String id,
    String root,
    String tenant,
    int version,
    String sensor,
    Instant lastSeen,
    long usualIntervalMs,
    Instant silentSince,
    @Nullable Instant returnedAt) {

  /** The sensor is back. */
  Silence returned(Instant at) {
    return new Silence(
        id, root, tenant, version + 1, sensor, lastSeen, usualIntervalMs, silentSince, at);
  }
}
