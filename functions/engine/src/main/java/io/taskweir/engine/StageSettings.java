package io.taskweir.engine;

import java.io.Serializable;
import java.time.Duration;
import javax.annotation.Nullable;

/**
 * What an operator may change of a stage without touching its meaning.
 *
 * @param attempts how often a task is tried before it is a dead letter, at least 1
 * @param firstDelay the wait after the first failed attempt; it doubles with each further one
 * @param maxDelay the longest wait between attempts, before jitter of 20%
 * @param timeout how long an attempt may run, on a worker thread; null: inline and without limit
 * @param drainTimeout how long waiting retries may keep to their times once the input has ended;
 *     then each gets one last attempt
 * @param scratchQuota bytes of scratch files for one attempt
 * @param claimMemory bytes of heap, for a stage that is idempotent and each of its subtasks, in
 *     which keys that were done lately are known without a read of RocksDB: 24 bytes a key, 40 at
 *     {@link AuditLevel#ALL}, 48 where repeats may conflict; taken as keys come. 0: a twentieth of
 *     the heap, shared by the slots, 64 MB for each at most
 * @param audit which events are written; the accounts hold at every level
 */
public record StageSettings(
    int attempts,
    Duration firstDelay,
    Duration maxDelay,
    @Nullable Duration timeout,
    Duration drainTimeout,
    long scratchQuota,
    long claimMemory,
    AuditLevel audit)
    implements Serializable {

  /** Which events of a stage are audited. */
  public enum AuditLevel {
    /** Every task's end, and every retry. */
    ALL,
    /** Retries, dead letters and what came late. */
    FAILURES,
    /** Nothing. */
    NONE
  }

  /**
   * 5 attempts, 1 s doubling to 1 min, no timeout, 30 s to drain, 200 MB of scratch, a twentieth of
   * the heap for claims, full audit.
   */
  public static final StageSettings DEFAULTS =
      new StageSettings(
          5,
          Duration.ofSeconds(1),
          Duration.ofMinutes(1),
          null,
          Duration.ofSeconds(30),
          200_000_000,
          0,
          AuditLevel.ALL);

  /** Refuses what cannot work. */
  public StageSettings {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts: at least 1 expected, got " + attempts);
    }
    if (firstDelay.toMillis() < 1 || maxDelay.compareTo(firstDelay) < 0) {
      throw new IllegalArgumentException(
          "retry delays: 1 ms <= first <= max expected, got " + firstDelay + " and " + maxDelay);
    }
    if (timeout != null && timeout.toMillis() < 1) {
      throw new IllegalArgumentException("timeout: at least 1 ms expected, got " + timeout);
    }
    if (claimMemory < 0) {
      throw new IllegalArgumentException("claim memory: 0 or more expected, got " + claimMemory);
    }
  }

  /** The same with another retry schedule. */
  public StageSettings withRetries(int number, Duration first, Duration max) {
    return new StageSettings(
        number, first, max, timeout, drainTimeout, scratchQuota, claimMemory, audit);
  }

  /** The same with a timeout of an attempt. */
  public StageSettings withTimeout(@Nullable Duration limit) {
    return new StageSettings(
        attempts, firstDelay, maxDelay, limit, drainTimeout, scratchQuota, claimMemory, audit);
  }

  /** The same with another time to drain. */
  public StageSettings withDrainTimeout(Duration limit) {
    return new StageSettings(
        attempts, firstDelay, maxDelay, timeout, limit, scratchQuota, claimMemory, audit);
  }

  /** The same with another quota of scratch files, in bytes. */
  public StageSettings withScratchQuota(long bytes) {
    return new StageSettings(
        attempts, firstDelay, maxDelay, timeout, drainTimeout, bytes, claimMemory, audit);
  }

  /** The same with other memory for claims, in bytes. */
  public StageSettings withClaimMemory(long bytes) {
    return new StageSettings(
        attempts, firstDelay, maxDelay, timeout, drainTimeout, scratchQuota, bytes, audit);
  }

  /** The same with another audit level. */
  public StageSettings withAudit(AuditLevel level) {
    return new StageSettings(
        attempts, firstDelay, maxDelay, timeout, drainTimeout, scratchQuota, claimMemory, level);
  }

  /** The longest a task can wait between two attempts, in milliseconds, jitter included. */
  public long longestWaitMillis() {
    return maxDelay.toMillis() * 12 / 10;
  }
}
