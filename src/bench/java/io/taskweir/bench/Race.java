package io.taskweir.bench;

import io.taskweir.bench.course.Workload;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * What is compared, and on what.
 *
 * @param name how a person asks for it
 * @param about one line for {@code bench list}
 * @param records how many records the input has where nobody says otherwise
 * @param keys how many different keys it draws from; 0 where it has none
 * @param workload what the input is
 * @param contestants who takes part
 * @param pairs whose ratios are reported
 */
record Race(
    String name,
    String about,
    long records,
    long keys,
    Workload workload,
    List<Contestant> contestants,
    List<Pair> pairs) {

  /**
   * Two whose speeds are divided.
   *
   * @param ours the numerator
   * @param other the denominator
   * @param atLeast what the ratio should reach; null where there is no aim
   * @param aim what it should pass; null where there is no aim
   */
  record Pair(String ours, String other, @Nullable Double atLeast, @Nullable Double aim) {}

  boolean hasKeys() {
    return keys > 0;
  }

  /** The same with an input of another size. */
  Race sized(long number, long different) {
    return new Race(name, about, number, different, workload, contestants, pairs);
  }

  /** The same with these contestants alone, and the pairs that they make. */
  Race only(Set<String> names) {
    return new Race(
        name,
        about,
        records,
        keys,
        workload,
        contestants.stream().filter(one -> names.contains(one.name())).toList(),
        pairs.stream()
            .filter(pair -> names.contains(pair.ours()) && names.contains(pair.other()))
            .toList());
  }
}
