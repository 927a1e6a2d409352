package io.taskweir.bench;

import io.taskweir.bench.course.Program;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One who takes part in a race.
 *
 * @param name its name in the table
 * @param program what it runs
 * @param terms its settings in every heat: what is compared
 * @param tunings what is tried before the race, of which the fastest counts; never empty
 * @param before jars of the build's {@code streams} folder that its class path begins with
 */
record Contestant(
    String name,
    Class<? extends Program> program,
    Map<String, String> terms,
    List<Tuning> tunings,
    List<String> before) {

  /** The term that holds a contestant to so many cores, with as many subtasks. */
  static final String CORES = "cores";

  /**
   * A way to set a contestant up.
   *
   * @param name in words
   * @param settings over the terms
   */
  record Tuning(String name, Map<String, String> settings) {

    /** As it comes. */
    static final Tuning DEFAULTS = new Tuning("defaults", Map.of());

    /** What may make RocksDB faster for many small entries. Taskweir sets the first of these. */
    static final List<Tuning> ROCKSDB =
        List.of(
            new Tuning("Bloom filters, partitioned indexes", Map.of()),
            new Tuning(
                "Flink's defaults",
                Map.of(
                    "flink.state.backend.rocksdb.use-bloom-filter", "false",
                    "flink.state.backend.rocksdb.memory.partitioned-index-filters", "false")),
            new Tuning(
                "Bloom filters, FLASH_SSD_OPTIMIZED",
                Map.of("flink.state.backend.rocksdb.predefined-options", "FLASH_SSD_OPTIMIZED")));
  }

  /** One that runs as it comes. */
  static Contestant of(String name, Class<? extends Program> program, Map<String, String> terms) {
    return new Contestant(name, program, terms, List.of(Tuning.DEFAULTS), List.of());
  }

  /** The same with tunings to choose from. */
  Contestant tuned(List<Tuning> choices) {
    return new Contestant(name, program, terms, choices, before);
  }

  /** The same with a class path that begins with other jars. */
  Contestant behind(String... jars) {
    return new Contestant(name, program, terms, tunings, List.of(jars));
  }

  /** How many cores it is held to, and so its parallelism; {@code all} where it is free. */
  int parallelism(int all) {
    return Integer.parseInt(terms.getOrDefault(CORES, Integer.toString(all)));
  }

  /** The beginning of its command: nothing where it is free to use all cores. */
  List<String> hold() {
    return terms.containsKey(CORES)
        ? List.of("taskset", "--cpu-list", "0-" + (parallelism(0) - 1))
        : List.of();
  }

  /** All that its program is told. */
  Map<String, String> settings(Tuning tuning) {
    var all = new HashMap<>(terms);
    all.putAll(tuning.settings());
    return all;
  }
}
