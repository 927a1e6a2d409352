package io.taskweir;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.Letter.Fate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both workflows side by side on a cluster of real processes, which are killed at random: what
 * comes out is what comes out of an undisturbed run.
 */
@ExtendWith({OneMachine.class, OneRealCluster.class})
class ClusterSystemTest {

  /** Who dies, once each, in an order that the seed decides. */
  private static final List<String> MORTAL =
      List.of("taskmanager-1", "taskmanager-2", "jobmanager", "kafka");

  private static final Map<String, String> SENSORS =
      Map.of(
          "taskweir.sensors.every", "1m,1h,1d",
          "taskweir.sensors.lateness", "10 min",
          "taskweir.audit", "ALL");

  private final List<Letter> mail = Undisturbed.FED;
  private final SensorFeed readings = SensorFeed.of(7, 6, 140);

  @Test
  void endsAsIfNoProcessHadBeenKilled(Machine machine, RealCluster cluster, @TempDir Path directory)
      throws Exception {
    Outcome undisturbed = Undisturbed.run(machine);
    Path troubled = VariantJar.withTroubledLinks().write(directory.resolve("troubled.jar"));
    try (ClusterRun email = ClusterRun.of(cluster, "email", Map.of());
        ClusterRun sensors = ClusterRun.of(cluster, "sensors", SENSORS)) {
      email.submit("--jar", troubled.toString(), "--parallelism", "2");
      sensors.submit("--parallelism", "2");

      feedAndKill(cluster, email, sensors, new Random(1));
      email.awaitVerdicts(Mailbag.count(mail, Fate.ACCEPTED));
      sensors.await("all readings", () -> received(sensors) == readings.lines().size());

      Outcome verdicts = email.drain();
      verdicts.assertSameAs(undisturbed);
      verdicts.assertConserves(mail);
      verdicts.assertEveryTaskEnded();
      SensorSums.assertAddUp(sensors.drain(), readings);
    }
  }

  /** A portion of the input for each death, which strikes while the portion is worked off. */
  private void feedAndKill(RealCluster cluster, ClusterRun email, ClusterRun sensors, Random random)
      throws Exception {
    List<String> victims = new ArrayList<>(MORTAL);
    Collections.shuffle(victims, random);
    for (int i = 0; i < victims.size(); i++) {
      List<Letter> letters = portion(mail, i);
      int strike = random.nextInt(letters.size());
      long before = email.verdicts();
      email.feed(letters.subList(0, strike));
      sensors.feedReadings(portion(readings.lines(), i));
      cluster.kill(victims.get(i));
      email.feed(letters.subList(strike, letters.size()));
      // Not one death in the shadow of another: the job comes back in between.
      email.awaitVerdicts(before + Mailbag.count(letters, Fate.ACCEPTED) / 2);
    }
    cluster.awaitWhole();
    assertThat(cluster.processes()).containsKeys(MORTAL.toArray(String[]::new));
  }

  private static <T> List<T> portion(List<T> all, int number) {
    int size = all.size() / MORTAL.size();
    boolean last = number == MORTAL.size() - 1;
    return all.subList(number * size, last ? all.size() : (number + 1) * size);
  }

  private static int received(ClusterRun sensors) throws Exception {
    return sensors
        .committed("audit")
        .where("stage", "split-readings")
        .where(event -> !event.path("event").asText().equals("retried"))
        .size();
  }
}
