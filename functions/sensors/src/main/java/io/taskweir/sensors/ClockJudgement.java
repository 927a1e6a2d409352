package io.taskweir.sensors;

import javax.annotation.Nullable;

/**
 * What a sensor's clock makes of one more reading: a clock that jumps ahead is believed once a
 * second reading confirms it. A jump is more than {@code jump} (a day, unless told otherwise)
 * beyond the clock; jumps back are not judged here, lateness does.
 *
 * <p>A sensor is in one of three states:
 *
 * <dl>
 *   <dt>unknown
 *   <dd>Any reading is accepted and sets the clock.
 *   <dt>steady, with a clock
 *   <dd>A reading up to a jump beyond the clock is accepted and moves it. One beyond that becomes
 *       the candidate and is held: <em>waiting</em>. A held one, run again, is rejected: it was
 *       refuted.
 *   <dt>waiting, with a clock and a candidate
 *   <dd>A reading beyond the clock, of another time than the candidate's and within a jump of it,
 *       confirms it: the later of the two is the clock, both are accepted, <em>steady</em>. One
 *       within a jump of the clock, either way, refutes it and is accepted: <em>steady</em>. One
 *       further back is accepted and proves nothing. One beyond the clock and far from the
 *       candidate takes its place and is held. A held one that neither confirms nor is refuted is
 *       held again.
 * </dl>
 *
 * @param verdict what becomes of the reading
 * @param after what is known of the sensor from then on
 */
record ClockJudgement(Verdict verdict, SensorMemory after) {

  /** What becomes of a reading. */
  enum Verdict {
    ACCEPTED,
    HELD,
    REFUTED
  }

  /**
   * How far the clock lags behind, in milliseconds, so that it is not written with every reading: a
   * jump is judged within a minute.
   */
  private static final long LAG = 60_000;

  /**
   * Judges a reading.
   *
   * @param before what is known of its sensor; null for nothing
   * @param time the reading's, in epoch milliseconds
   * @param held whether it was held before
   * @param jump in milliseconds
   */
  static ClockJudgement of(@Nullable SensorMemory before, long time, boolean held, long jump) {
    if (before == null) {
      return accepted(new SensorMemory(time, null, null));
    }
    if (time <= before.clock() + jump) {
      boolean refutes = time >= before.clock() - jump;
      return accepted(advanced(refutes ? before.withCandidate(null) : before, time));
    }
    Long candidate = before.candidate();
    if (candidate == null) {
      return held ? new ClockJudgement(Verdict.REFUTED, before) : waiting(before, time);
    }
    long apart = Math.abs(time - candidate);
    if (apart > 0 && apart <= jump) {
      return accepted(before.withCandidate(null).withClock(Math.max(time, candidate)));
    }
    return waiting(before, held ? candidate : time);
  }

  private static SensorMemory advanced(SensorMemory memory, long time) {
    return time > memory.clock() + LAG ? memory.withClock(time) : memory;
  }

  private static ClockJudgement accepted(SensorMemory after) {
    return new ClockJudgement(Verdict.ACCEPTED, after);
  }

  private static ClockJudgement waiting(SensorMemory before, long candidate) {
    return new ClockJudgement(Verdict.HELD, before.withCandidate(candidate));
  }
}
