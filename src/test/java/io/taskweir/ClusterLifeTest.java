package io.taskweir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A cluster comes and goes whole, however it goes. */
class ClusterLifeTest {

  @Test
  void isStartedOnceAndLeavesNoProcessBehind() throws Exception {
    try (RealCluster cluster = RealCluster.small()) {
      Map<String, ProcessHandle> first = cluster.processes();
      assertThat(first).containsOnlyKeys("supervisor", "kafka", "jobmanager", "taskmanager-1");

      ChildJvm again = cluster.up();
      assertThat(again.exitCode()).isZero();
      assertThat(again.err()).contains("up already");
      assertThat(cluster.processes()).isEqualTo(first);

      cluster.killForGood("supervisor");
      awaitEnd(first.values());
      assertThat(cluster.folder().isUp()).isFalse();
      assertThat(cluster.type("cluster", "status").exitCode()).isEqualTo(1);

      assertThat(cluster.up().exitCode()).isZero();
      Map<String, ProcessHandle> second = cluster.processes();
      ChildJvm down = cluster.type("cluster", "down");
      assertThat(down.exitCode()).as(down.err()).isZero();
      assertThat(second.values()).noneMatch(ProcessHandle::isAlive);
      assertThat(cluster.folder().isUp()).isFalse();

      ChildJvm downAgain = cluster.type("cluster", "down");
      assertThat(downAgain.exitCode()).isZero();
      assertThat(downAgain.out()).contains("no cluster is up");
      assertThat(List.of(cluster.folder().root().toFile().list())).contains("kafka", "savepoints");
    }
  }

  private static void awaitEnd(Collection<ProcessHandle> processes) {
    await()
        .atMost(20, TimeUnit.SECONDS)
        .until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
  }
}
