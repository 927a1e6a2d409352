package io.taskweir.bench;

import io.taskweir.bench.course.Measure;
import io.taskweir.deploy.Progress;
import io.taskweir.deploy.RunFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * Holds a race. A first heat counts for nothing: whoever runs first finds a broker and a disk that
 * are cold. Then each contestant with several tunings runs once with each, and keeps the one that
 * was fastest; then all run in turn, round after round, so that what the machine does to one it
 * does to the others.
 */
final class Rounds {

  /** A shorter measure tells more of the machine than of the contestant. */
  private static final double LEAST_SECONDS = 10;

  private final Race race;
  private final Arena arena;
  private final Arena.Terms terms;
  private final Progress progress;
  private final Map<String, Contestant.Tuning> chosen = new LinkedHashMap<>();
  private final Map<String, List<Measure>> measures = new LinkedHashMap<>();
  private final Map<String, Long> beside = new LinkedHashMap<>();
  @Nullable private Answer answer;
  private String answeredBy = "";

  Rounds(Race race, Arena arena, Arena.Terms terms, Progress progress) {
    this.race = race;
    this.arena = arena;
    this.terms = terms;
    this.progress = progress;
  }

  Results run(int rounds) throws IOException, InterruptedException {
    Contestant first = race.contestants().get(0);
    heat(first, first.tunings().get(0), "not counted");
    for (Contestant contestant : race.contestants()) {
      choose(contestant);
    }
    for (int round = 1; round <= rounds; round++) {
      for (Contestant contestant : race.contestants()) {
        Measure measure =
            heat(
                contestant,
                chosen.get(contestant.name()),
                "round %d of %d".formatted(round, rounds));
        measures.computeIfAbsent(contestant.name(), unused -> new ArrayList<>()).add(measure);
      }
    }
    return new Results(race, terms, chosen, measures, answer, beside);
  }

  /** Runs each contestant once more, under the profiler. */
  void draw(Path folder) throws IOException, InterruptedException {
    for (Contestant contestant : race.contestants()) {
      arena.run(race, contestant, chosen.get(contestant.name()), terms.drawn(folder));
      progress.say("drawn: " + contestant.name());
    }
  }

  private void choose(Contestant contestant) throws IOException, InterruptedException {
    List<Contestant.Tuning> tunings = contestant.tunings();
    Contestant.Tuning best = tunings.get(0);
    double fastest = 0;
    for (Contestant.Tuning tuning : tunings.size() == 1 ? List.<Contestant.Tuning>of() : tunings) {
      double rate = heat(contestant, tuning, "tuning").rate();
      if (rate > fastest) {
        fastest = rate;
        best = tuning;
      }
    }
    chosen.put(contestant.name(), best);
  }

  private Measure heat(Contestant contestant, Contestant.Tuning tuning, String when)
      throws IOException, InterruptedException {
    Arena.Run run = arena.run(race, contestant, tuning, terms);
    requireSameAnswer(contestant, run.answer());
    beside.put(contestant.name(), run.beside());
    Measure measure = run.measure();
    requireLongEnough(contestant, measure);
    progress.say(
        "%s: %s%s: %,.0f records/s, %.2f CPU s a million, %.2f of it JIT, %.0f s in all"
            .formatted(
                when,
                contestant.name(),
                contestant.tunings().size() == 1 ? "" : " (" + tuning.name() + ")",
                measure.rate(),
                measure.cpuPerMillion(),
                measure.compilerPerMillion(),
                measure.wholeSeconds()));
    return measure;
  }

  private void requireSameAnswer(Contestant contestant, Answer other) {
    if (answer == null) {
      answer = other;
      answeredBy = contestant.name();
    } else if (!answer.sameAs(other)) {
      throw new RunFailedException(
          "bench %s: different answers: %s wrote %s, %s wrote %s"
              .formatted(race.name(), answeredBy, answer, contestant.name(), other));
    }
  }

  private void requireLongEnough(Contestant contestant, Measure measure) {
    double least = terms.warmUpSeconds() == 0 ? 0 : LEAST_SECONDS;
    if (measure.seconds() < least) {
      double needed =
          race.records() * (terms.warmUpSeconds() + 1.5 * LEAST_SECONDS) / measure.wholeSeconds();
      throw new RunFailedException(
          "bench %s: %s read %,d records in %.0f s, of which the first %.0f are not measured: too few for a stable figure; expected --records %d or more"
              .formatted(
                  race.name(),
                  contestant.name(),
                  race.records(),
                  measure.wholeSeconds(),
                  terms.warmUpSeconds(),
                  roundedUp(needed)));
    }
  }

  /** To two digits that are not zero. */
  private static long roundedUp(double number) {
    double unit = Math.pow(10, Math.floor(Math.log10(number)) - 1);
    return Math.round(Math.ceil(number / unit) * unit);
  }
}
