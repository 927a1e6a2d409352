package io.taskweir.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TaskManagerWatchTest {

  private static final int SLOTS = 2;

  @Test
  void replacesATaskManagerThatIsGone(@TempDir Path folder) throws Exception {
    Configuration settings = new Configuration();
    settings.set(RestOptions.BIND_PORT, "0");
    settings.set(CoreOptions.TMP_DIRS, folder.toString());
    try (var cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumSlotsPerTaskManager(SLOTS)
                .build())) {
      cluster.start();
      awaitSlots(cluster, SLOTS);
      cluster.terminateTaskManager(0).get();
      awaitSlots(cluster, 0);
      TaskManagerWatch watch = TaskManagerWatch.of(cluster);
      try {
        awaitSlots(cluster, SLOTS);
      } finally {
        watch.close();
      }
      assertThat(cluster.requestClusterOverview().get().getNumTaskManagersConnected()).isEqualTo(1);
    }
  }

  private static void awaitSlots(MiniCluster cluster, int expected) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> cluster.requestClusterOverview().get().getNumSlotsAvailable() == expected);
  }
}
