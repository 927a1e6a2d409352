package io.taskweir.bench;

import io.taskweir.bench.Results.Spread;
import io.taskweir.bench.course.Measure;
import io.taskweir.deploy.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The results of a race, as a table for people and as an object for machines. */
final class Report {

  private static final double MEGA = 1e6;

  private final Results results;
  private final Machine machine;

  Report(Results results, Machine machine) {
    this.results = results;
    this.machine = machine;
  }

  /** For people. */
  String text() {
    Race race = results.race();
    var text = new StringBuilder();
    text.append("%s: %s\n".formatted(race.name(), race.about()));
    text.append(
        "%,d records%s, %d rounds, parallelism %d, first %.0f s not measured\n"
            .formatted(
                race.records(),
                race.hasKeys() ? ", keys drawn from %,d".formatted(race.keys()) : "",
                rounds(),
                results.terms().parallelism(),
                results.terms().warmUpSeconds()));
    text.append(machine.line()).append("\n\n");
    text.append(contestants()).append('\n').append(ratios());
    text.append("\nevery contestant's answer: ").append(results.answer()).append('\n');
    for (Contestant contestant : race.contestants()) {
      text.append(
          "%s: %s, %s\n"
              .formatted(
                  contestant.name(),
                  results.chosen().get(contestant.name()).name(),
                  new TreeMap<>(contestant.settings(results.chosen().get(contestant.name())))));
    }
    return text.toString();
  }

  private TextTable contestants() {
    var table =
        new TextTable(
            Set.of(1, 2, 3, 4, 5, 6, 7, 8, 9),
            "contestant",
            "records/s",
            "from-to",
            "CPU s/million",
            "from-to",
            "of it JIT",
            "peak MB",
            "state MB",
            "checkpoint ms",
            "restore ms");
    for (Contestant contestant : results.race().contestants()) {
      String name = contestant.name();
      Spread rate = results.of(name, Measure::rate);
      Spread cpu = results.of(name, Measure::cpuPerMillion);
      table.add(
          name,
          "%,.0f".formatted(rate.median()),
          "%,.0f-%,.0f".formatted(rate.least(), rate.most()),
          median(cpu),
          range(cpu),
          median(results.of(name, Measure::compilerPerMillion)),
          "%,.0f".formatted(results.of(name, Measure::peakBytes).median() / MEGA),
          "%,.0f"
              .formatted(results.of(name, one -> one.checkpoints().stateBytes()).median() / MEGA),
          "%,.0f".formatted(results.of(name, one -> one.checkpoints().medianMillis()).median()),
          restore(results.of(name, one -> one.checkpoints().restoreMillis())));
    }
    return table;
  }

  private static String median(Spread figure) {
    return "%.2f".formatted(figure.median());
  }

  private static String range(Spread figure) {
    return "%.2f-%.2f".formatted(figure.least(), figure.most());
  }

  private static String restore(Spread millis) {
    return millis.median() == 0 ? "" : "%,.0f".formatted(millis.median());
  }

  private TextTable ratios() {
    var table =
        new TextTable(
            Set.of(1, 2, 3, 4, 5, 6),
            "ratio",
            "speed",
            "from-to",
            "by CPU",
            "from-to",
            "without JIT",
            "from-to",
            "aim");
    for (Race.Pair pair : results.race().pairs()) {
      Spread speed = results.speed(pair);
      Spread thrift = results.thrift(pair);
      Spread compiled = results.compiledThrift(pair);
      table.add(
          pair.ours() + " / " + pair.other(),
          median(speed),
          range(speed),
          median(thrift),
          range(thrift),
          median(compiled),
          range(compiled),
          aim(pair, speed));
    }
    return table;
  }

  private static String aim(Race.Pair pair, Spread speed) {
    if (pair.atLeast() == null || pair.aim() == null) {
      return "none";
    }
    String met =
        speed.median() >= pair.aim()
            ? "passed"
            : speed.median() >= pair.atLeast() ? "the least is met" : "missed";
    return "%s of %s at least: %s".formatted(pair.aim(), pair.atLeast(), met);
  }

  private int rounds() {
    return results.rounds().values().iterator().next().size();
  }

  /** For machines: every measure of every round, and the ratios. */
  Map<String, Object> object() {
    Race race = results.race();
    var all = new LinkedHashMap<String, Object>();
    all.put("race", race.name());
    all.put("records", race.records());
    all.put("keys", race.keys());
    all.put("terms", results.terms());
    all.put("machine", machine);
    List<Object> contestants = new ArrayList<>();
    for (Contestant contestant : race.contestants()) {
      Contestant.Tuning tuning = results.chosen().get(contestant.name());
      contestants.add(
          Map.of(
              "name", contestant.name(),
              "program", contestant.program().getName(),
              "tuning", tuning.name(),
              "settings", contestant.settings(tuning),
              "beside", results.beside().get(contestant.name()),
              "rounds", results.rounds().get(contestant.name())));
    }
    all.put("contestants", contestants);
    List<Object> ratios = new ArrayList<>();
    for (Race.Pair pair : race.pairs()) {
      ratios.add(
          Map.of(
              "ours", pair.ours(),
              "other", pair.other(),
              "speed", results.speed(pair),
              "cpu", results.thrift(pair),
              "compiled", results.compiledThrift(pair)));
    }
    all.put("ratios", ratios);
    all.put("answer", results.answer().toString());
    return all;
  }
}
