package io.taskweir.bench;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All races. */
final class Suite {

  /** Topics that a contestant may write to besides its answer. */
  static final List<String> SIDES = List.of("dead-letters", "audit");

  static final List<Race> RACES =
      Stream.of(
              List.of(StageRace.race()),
              DedupRaces.all(),
              List.of(SensorsRace.race(), EmailRace.race(List.of()), GuaranteesRace.race()),
              ScalingRaces.all())
          .flatMap(List::stream)
          .toList();

  private Suite() {}

  static Optional<Race> named(String name) {
    return RACES.stream().filter(race -> race.name().equals(name)).findFirst();
  }
}
