package io.taskweir.deploy.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskweir.deploy.RunFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {

  @TempDir Path directory;

  @Test
  void takesTheNewestCompleteOneOfSavepointsAndTheCheckpointsOfAllJobs() throws Exception {
    snapshot("checkpoints/first-job/chk-9", 1_000);
    snapshot("checkpoints/second-job/chk-2", 2_000);
    Files.createDirectories(directory.resolve("checkpoints/third-job/chk-1"));
    Files.createDirectories(directory.resolve("checkpoints/third-job/shared"));
    assertThat(newest().orElseThrow().snapshot().path()).endsWith("second-job/chk-2");

    snapshot("savepoints/savepoint-1", 3_000);
    assertThat(newest().orElseThrow().snapshot().path()).endsWith("savepoints/savepoint-1");
    assertThat(newest().orElseThrow().written()).isEqualTo(Instant.ofEpochMilli(3_000));
  }

  @Test
  void findsNoneWhereNothingEverRan() throws Exception {
    assertThat(newest()).isEmpty();
    assertThat(Snapshot.newest(Optional.empty(), Optional.empty())).isEmpty();
  }

  @Test
  void refusesAFileThatIsNoSavepoint() throws Exception {
    snapshot("job/chk-1", 1_000);
    Snapshot broken = new Snapshot(directory.resolve("job/chk-1").toString());
    assertThatThrownBy(() -> broken.requireOf(new JobGraph("email"), "email"))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContainingAll(broken.path(), "cannot be read");
  }

  private Optional<Snapshot.Found> newest() throws IOException {
    return Snapshot.newest(
        Optional.of(directory.resolve("savepoints").toUri().toString()),
        Optional.of(directory.resolve("checkpoints").toUri().toString()));
  }

  private void snapshot(String name, long at) throws IOException {
    Path metadata = Files.createDirectories(directory.resolve(name)).resolve("_metadata");
    Files.writeString(metadata, "not of Flink");
    Files.setLastModifiedTime(metadata, FileTime.fromMillis(at));
  }
}
