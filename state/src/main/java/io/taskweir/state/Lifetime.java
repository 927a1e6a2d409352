package io.taskweir.state;

import java.time.Duration;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;

/**
 * How long state lives: one factory, so that every state of every room expires the same way.
 *
 * <p>Flink's TTL is processing time and runs on while the job is down: after an outage longer than
 * a lifetime that state is gone.
 */
public final class Lifetime {

  /** Entries that the compaction filter reads before it asks for the time again. */
  private static final long QUERY_TIME_AFTER = 1_000;

  private Lifetime() {}

  /**
   * When what was written at {@code time} ends, in milliseconds; never where that is past all time.
   */
  public static long end(long time, Duration lifetime) {
    long end = time + lifetime.toMillis();
    return end < time ? Long.MAX_VALUE : end;
  }

  /**
   * Gives {@code descriptor} a lifetime since its last write. Expired entries are never seen; their
   * bytes go with RocksDB's compaction, which is forced after half the lifetime but at most daily
   * (hourly would rewrite all state each hour; RocksDB's own 30 days would keep deleted data
   * lying).
   */
  public static <D extends StateDescriptor<?, ?>> D since(D descriptor, Duration lifetime) {
    Duration half = lifetime.dividedBy(2);
    Duration day = Duration.ofDays(1);
    descriptor.enableTimeToLive(
        StateTtlConfig.newBuilder(lifetime)
            .setUpdateType(StateTtlConfig.UpdateType.OnCreateAndWrite)
            .setStateVisibility(StateTtlConfig.StateVisibility.NeverReturnExpired)
            .cleanupInRocksdbCompactFilter(QUERY_TIME_AFTER, half.compareTo(day) > 0 ? half : day)
            .build());
    return descriptor;
  }
}
