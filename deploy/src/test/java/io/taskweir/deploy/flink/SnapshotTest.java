package io.taskweir.deploy.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskweir.deploy.RunFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {

  @TempDir Path directory;

  @Test
  void takesTheNewestCompleteCheckpointOfAllJobs() throws Exception {
    checkpoint("first-job/chk-9", 1_000);
    checkpoint("second-job/chk-2", 2_000);
    Files.createDirectories(directory.resolve("third-job/chk-1"));
    Files.createDirectories(directory.resolve("third-job/shared"));

    Snapshot latest = Snapshot.latest(directory.toUri().toString(), "email");

    assertThat(latest.path()).endsWith("second-job/chk-2");
  }

  @Test
  void saysWhereItHasLookedInVain() {
    String nowhere = directory.resolve("email").toUri().toString();
    assertThatThrownBy(() -> Snapshot.latest(nowhere, "email"))
        .isInstanceOf(RunFailedException.class)
        .hasMessage(
            "--from latest: no retained checkpoint of email below %s; expected a path", nowhere);
  }

  @Test
  void refusesAFileThatIsNoSavepoint() throws Exception {
    checkpoint("job/chk-1", 1_000);
    Snapshot broken = new Snapshot(directory.resolve("job/chk-1").toString());
    assertThatThrownBy(() -> broken.requireOf(new JobGraph("email"), "email", false))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContainingAll(broken.path(), "cannot be read");
  }

  private void checkpoint(String name, long at) throws IOException {
    Path metadata = Files.createDirectories(directory.resolve(name)).resolve("_metadata");
    Files.writeString(metadata, "not of Flink");
    Files.setLastModifiedTime(metadata, FileTime.fromMillis(at));
  }
}
