package io.taskweir.job;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.flink.configuration.MemorySize;

/**
 * What an option's value may be.
 *
 * @param allowed the rule in words, as an error message and {@code OPTIONS.md} say it
 * @param holds whether a value of the right type keeps it
 */
record Rule<T>(String allowed, Predicate<T> holds) {

  static Rule<Integer> whole(int least, int most) {
    return new Rule<>(
        "a whole number from " + least + " to " + most, value -> value >= least && value <= most);
  }

  static Rule<Duration> duration(Duration least, Duration most) {
    return new Rule<>(
        "a duration from " + Units.of(least) + " to " + Units.of(most),
        value -> value.compareTo(least) >= 0 && value.compareTo(most) <= 0);
  }

  static Rule<Duration> durationOrNone(Duration most) {
    return new Rule<>(
        "0 s for none, or a duration from 1 ms to " + Units.of(most),
        value ->
            value.isZero()
                || (value.compareTo(Duration.ofMillis(1)) >= 0 && value.compareTo(most) <= 0));
  }

  static Rule<MemorySize> size(MemorySize least, MemorySize most) {
    return new Rule<>(
        "a size from " + Units.of(least) + " to " + Units.of(most),
        value -> value.compareTo(least) >= 0 && value.compareTo(most) <= 0);
  }

  static Rule<Boolean> trueOrFalse() {
    return new Rule<>("true or false", value -> true);
  }

  static <E extends Enum<E>> Rule<E> oneOf(Class<E> type) {
    var names = new StringBuilder();
    for (E constant : type.getEnumConstants()) {
      names.append(names.isEmpty() ? "one of " : ", ").append(constant.name());
    }
    return new Rule<>(names.toString(), value -> true);
  }

  static Rule<String> text(String allowed, String pattern) {
    return new Rule<>(allowed, Pattern.compile(pattern).asMatchPredicate());
  }
}
