package io.taskweir.engine.internal;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.taskweir.state.Collected;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * The times of a cron expression in a zone, in epoch milliseconds. It is not serializable, since
 * what reads the expression is not, and made where it is used.
 *
 * <p>It goes forwards only: backwards, the library gives another of two times where clocks are set
 * back. To find a time costs some 20 µs. Keys mostly ask for the same one, so the last answer is
 * kept.
 */
public final class CronTimes {

  /** More than the minutes of a day, so that a whole day and many a change of days are seen. */
  private static final int TIMES_COMPARED = 1_500;

  private static final long A_MINUTE = 60_000;
  private static final Instant NEW_YEAR = Instant.parse("2001-01-01T00:00:00Z");

  private final ExecutionTime times;
  private final ZoneId zone;
  private long asked = Collected.NEVER;
  private long answer = Long.MIN_VALUE;

  private CronTimes(ExecutionTime times, ZoneId zone) {
    this.times = times;
    this.zone = zone;
  }

  /** The times of {@code expression}, of five fields; refused where it cannot be read. */
  public static CronTimes of(String expression, ZoneId zone) {
    ExecutionTime times;
    try {
      var fields = CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX);
      times = ExecutionTime.forCron(new CronParser(fields).parse(expression));
    } catch (IllegalArgumentException e) {
      throw refused(expression, e.getMessage());
    }
    if (times.nextExecution(NEW_YEAR.atZone(ZoneOffset.UTC)).isEmpty()) {
      throw refused(expression, "it never comes");
    }
    return new CronTimes(times, zone);
  }

  /** The first time after {@code after}; {@link Collected#NEVER} where there is none. */
  public long next(long after) {
    if (after < asked || after >= answer) {
      asked = after;
      answer =
          times
              .nextExecution(Instant.ofEpochMilli(after).atZone(zone))
              .map(time -> time.toInstant().toEpochMilli())
              .orElse(Collected.NEVER);
    }
    return answer;
  }

  /** The times after {@code after} and before {@code before}, at most the last {@code most}. */
  List<Long> between(long after, long before, int most) {
    ArrayDeque<Long> last = new ArrayDeque<>();
    for (long time = next(after); time < before; time = next(time)) {
      last.addLast(time);
      if (last.size() > most) {
        last.removeFirst();
      }
    }
    return List.copyOf(last);
  }

  /** The least time between two of them, in milliseconds, where no clocks are changed. */
  public long shortestDistance() {
    ZonedDateTime time = NEW_YEAR.atZone(ZoneOffset.UTC);
    long shortest = Collected.NEVER;
    for (int i = 0; i < TIMES_COMPARED && shortest > A_MINUTE; i++) {
      Optional<ZonedDateTime> next = times.nextExecution(time);
      if (next.isEmpty()) {
        break;
      }
      shortest =
          i == 0 ? shortest : Math.min(shortest, Duration.between(time, next.get()).toMillis());
      time = next.get();
    }
    return shortest;
  }

  private static IllegalArgumentException refused(String expression, String why) {
    return new IllegalArgumentException(
        "trigger: a cron expression of five fields expected, got \""
            + expression
            + "\": "
            + why.replaceAll("\\s+", " "));
  }
}
