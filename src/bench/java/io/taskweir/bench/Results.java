package io.taskweir.bench;

import io.taskweir.bench.course.Measure;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * All rounds of a race.
 *
 * @param race what was run
 * @param terms on which terms
 * @param chosen the tuning of each contestant
 * @param rounds the measures of each contestant, one a round
 * @param answer what all of them wrote
 * @param beside how many records each wrote besides
 */
record Results(
    Race race,
    Arena.Terms terms,
    Map<String, Contestant.Tuning> chosen,
    Map<String, List<Measure>> rounds,
    Answer answer,
    Map<String, Long> beside) {

  /**
   * Several measures of one thing.
   *
   * @param median the middle one
   * @param least the smallest
   * @param most the largest
   */
  record Spread(double median, double least, double most) {

    static Spread of(double[] values) {
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      int middle = sorted.length / 2;
      double median =
          sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
      return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }
  }

  /** A figure of a contestant over the rounds. */
  Spread of(String contestant, ToDoubleFunction<Measure> figure) {
    return Spread.of(rounds.get(contestant).stream().mapToDouble(figure).toArray());
  }

  /** How many times as fast one was as the other, round by round. */
  Spread speed(Race.Pair pair) {
    return ratio(pair, Measure::rate);
  }

  /** How much less processor time one took for a record, round by round; above 1 is less. */
  Spread thrift(Race.Pair pair) {
    return thrift(pair, Measure::cpuPerMillion);
  }

  /** The same without the time of the compilers. */
  Spread compiledThrift(Race.Pair pair) {
    return thrift(pair, Measure::compiledPerMillion);
  }

  private Spread thrift(Race.Pair pair, ToDoubleFunction<Measure> figure) {
    Spread cost = ratio(pair, figure);
    return new Spread(1 / cost.median(), 1 / cost.most(), 1 / cost.least());
  }

  private Spread ratio(Race.Pair pair, ToDoubleFunction<Measure> figure) {
    List<Measure> ours = rounds.get(pair.ours());
    List<Measure> others = rounds.get(pair.other());
    return Spread.of(
        IntStream.range(0, ours.size())
            .mapToDouble(
                round ->
                    figure.applyAsDouble(ours.get(round)) / figure.applyAsDouble(others.get(round)))
            .toArray());
  }
}
