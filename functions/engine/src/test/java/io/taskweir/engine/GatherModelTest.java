package io.taskweir.engine;

import static io.taskweir.engine.GatherHarness.child;
import static io.taskweir.engine.GatherHarness.ended;
import static io.taskweir.engine.GatherHarness.found;
import static io.taskweir.engine.GatherHarness.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.engine.Manifest.Child;
import io.taskweir.state.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;

/** The join against its model, over random schedules; see {@link Seeds} for how to run one. */
class GatherModelTest {

  private static final int SHUFFLES = 500;

  @Test
  void saysWhatItsModelSaysOnTheHeap() {
    Seeds.usually(1_000).run(seed -> new GatherSchedule(seed, null));
  }

  @Test
  void saysWhatItsModelSaysOnRocksDb() {
    Seeds.usually(10).run(seed -> new GatherSchedule(seed, new EmbeddedRocksDBStateBackend()));
  }

  @Test
  void theOrderOfArrivalsChangesNothing() throws Exception {
    try (var join = GatherHarness.on(null)) {
      for (int shuffle = 0; shuffle < SHUFFLES; shuffle++) {
        String run = "run-" + shuffle;
        for (Task<?> arrival : shuffled(run, shuffle)) {
          arrive(join, arrival);
        }
        assertThat(join.results()).as("order drawn from %d", shuffle).hasSize(shuffle + 1);
        Gathered<String, String> gathered = join.results().get(shuffle);
        assertThat(sorted(gathered.findings())).containsExactly("calm", "known", "long", "new");
        assertThat(gathered.ended())
            .containsExactly(
                new Gathered.Ended("analyze-link", "EXHAUSTED"),
                new Gathered.Ended("analyze-text", "NO_RESULT"));
        assertThat(gathered.missing()).isEmpty();
      }
      assertThat(join.runsThatGather()).isZero();
    }
  }

  @Test
  void ordersFindingsByTheirIdsAndNotByTheirArrival() throws Exception {
    List<List<String>> orders = new ArrayList<>();
    for (int shuffle = 0; shuffle < 20; shuffle++) {
      try (var join = GatherHarness.on(null)) {
        for (Task<?> arrival : shuffled("run", shuffle)) {
          arrive(join, arrival);
        }
        orders.add(join.results().get(0).findings());
      }
    }
    assertThat(orders).hasSize(20).containsOnly(orders.get(0));
  }

  /** A manifest and the outcomes of its children, and some of them again, in a drawn order. */
  private static List<Task<?>> shuffled(String run, long seed) {
    Child[] children = {
      child(run, "texts", "plain"),
      child(run, "texts", "html"),
      child(run, "links", "first"),
      child(run, "links", "second"),
      child(run, "links", "third")
    };
    List<Task<?>> arrivals = new ArrayList<>();
    arrivals.add(manifest(run, children));
    arrivals.add(found(run, children[0], "calm", "long"));
    arrivals.add(found(run, children[1]));
    arrivals.add(found(run, children[2], "known"));
    arrivals.add(found(run, children[3], "new"));
    arrivals.add(ended(run, children[4], "EXHAUSTED"));
    arrivals.add(arrivals.get(0));
    arrivals.add(arrivals.get(3));
    arrivals.add(arrivals.get(5));
    Collections.shuffle(arrivals, new Random(seed));
    return arrivals;
  }

  @SuppressWarnings("unchecked")
  private static void arrive(GatherHarness join, Task<?> arrival) throws Exception {
    if (arrival.payload() instanceof Manifest) {
      join.announce((Task<Manifest<String>>) arrival);
    } else {
      join.end((Task<Outcome<String>>) arrival);
    }
  }

  private static List<String> sorted(List<String> findings) {
    return findings.stream().sorted().toList();
  }
}
