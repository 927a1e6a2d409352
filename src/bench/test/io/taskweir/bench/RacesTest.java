package io.taskweir.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskweir.bench.course.Checkpoints;
import io.taskweir.bench.course.Course;
import io.taskweir.bench.course.Measure;
import io.taskweir.bench.course.Program;
import io.taskweir.bench.email.MailLoop;
import io.taskweir.bench.sensors.Floor;
import io.taskweir.bench.sensors.StreamsHours;
import io.taskweir.bench.stage.OneStage;
import io.taskweir.deploy.Progress;
import io.taskweir.deploy.RunFailedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each race with an input that is far too small to measure anything: do all give one answer? */
class RacesTest {

  private static final Map<String, String> AUDITED = Map.of("audit", "NONE");

  private static final Set<Class<?>> WITHOUT_CHECKPOINTS =
      Set.of(Floor.class, MailLoop.class, StreamsHours.class);

  @TempDir Path work;

  @ParameterizedTest
  @CsvSource({
    "stage, 20000, 5000, 4903",
    "dedup-70, 20000, 6000, 6000",
    "sensors, 20000, 50, 350",
    "email, 1000, 0, 940",
    "guarantees, 20000, 5000, 4903"
  })
  void allContestantsGiveOneAnswer(String name, long records, long keys, long answers)
      throws Exception {
    Race race = brief(Suite.named(name).orElseThrow().sized(records, keys));

    Results results = hold(race, 0);

    assertThat(results.answer().records()).isEqualTo(answers);
    for (Contestant contestant : race.contestants()) {
      Measure measure = results.rounds().get(contestant.name()).get(0);
      assertThat(measure.records()).as(contestant.name()).isEqualTo(records);
      assertThat(measure.cpuSeconds()).as(contestant.name()).isPositive();
      assertThat(measure.compilerSeconds())
          .as(contestant.name())
          .isPositive()
          .isLessThan(measure.cpuSeconds());
      assertThat(measure.peakBytes()).as(contestant.name()).isPositive();
      if (!WITHOUT_CHECKPOINTS.contains(contestant.program())) {
        assertThat(measure.checkpoints().number()).as(contestant.name()).isPositive();
      }
    }
    assertThat(new Report(results, Machine.here()).text())
        .contains(race.contestants().stream().map(Contestant::name).toList());
    assertThat(remains()).isEmpty();
  }

  @Test
  void refusesADifferentAnswerAndClearsUp() throws Exception {
    Race race = stageBeside(Forgetful.class);

    assertThatThrownBy(() -> hold(race, 0))
        .isInstanceOf(RunFailedException.class)
        .hasMessageStartingWith("bench stage: different answers: stage wrote ")
        .hasMessageContaining(", other wrote 0 records");
    assertThat(remains()).isEmpty();
  }

  @Test
  void saysWhichContestantFailedAndWhyAndClearsUp() throws Exception {
    Race race = stageBeside(Failing.class);

    assertThatThrownBy(() -> hold(race, 0))
        .isInstanceOf(RunFailedException.class)
        .hasMessageStartingWith("other failed with exit code 1: ")
        .hasMessageContaining("out of patience");
    assertThat(remains()).isEmpty();
  }

  @Test
  void refusesTooFewRecordsForAStableFigure() {
    Race race = stageBeside(OneStage.class);

    assertThatThrownBy(() -> hold(race, 20))
        .isInstanceOf(RunFailedException.class)
        .hasMessageStartingWith("bench stage: stage read 2,000 records in ")
        .hasMessageContaining("too few for a stable figure; expected --records ");
  }

  private Results hold(Race race, double warmUpSeconds) throws Exception {
    try (Arena arena = Arena.open(work)) {
      arena.fill(race, 2, written -> {});
      var terms = new Arena.Terms(2, warmUpSeconds, null);
      return new Rounds(race, arena, terms, Progress.onStandardError()).run(1);
    }
  }

  private static Race stageBeside(Class<? extends Program> other) {
    return new Race(
        "stage",
        "ours and another",
        2_000,
        1_000,
        Suite.named("stage").orElseThrow().workload(),
        List.of(
            Contestant.of("stage", OneStage.class, AUDITED),
            Contestant.of("other", other, AUDITED)),
        List.of());
  }

  /** Without tunings, and of the stage race only what audits everything. */
  private static Race brief(Race race) {
    Race few =
        race.only(
            race.contestants().stream()
                .filter(one -> !race.name().equals("stage") || one.terms().containsValue("ALL"))
                .map(Contestant::name)
                .collect(Collectors.toSet()));
    return new Race(
        few.name(),
        few.about(),
        few.records(),
        few.keys(),
        few.workload(),
        few.contestants().stream().map(one -> one.tuned(one.tunings().subList(0, 1))).toList(),
        few.pairs());
  }

  private List<Path> remains() throws Exception {
    try (Stream<Path> all = Files.list(work)) {
      return all.toList();
    }
  }

  /** Reads everything and writes nothing. */
  public static final class Forgetful implements Program {

    @Override
    public Checkpoints run(Course course) throws Exception {
      var settings = course.clients().clientProperties();
      settings.setProperty("group.id", course.output());
      settings.setProperty("auto.offset.reset", "earliest");
      var bytes = new ByteArrayDeserializer();
      try (var consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
        consumer.subscribe(List.of(course.input()));
        long read = 0;
        while (read < course.records()) {
          read += consumer.poll(Duration.ofMillis(100)).count();
        }
        // What was read last counts when more is asked for.
        consumer.poll(Duration.ZERO);
      }
      return Checkpoints.NONE;
    }
  }

  /** Fails at once. */
  public static final class Failing implements Program {

    @Override
    public Checkpoints run(Course course) {
      throw new IllegalStateException("out of patience");
    }
  }
}
