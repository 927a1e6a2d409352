package io.taskweir.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskweir.deploy.UsageException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterFolderTest {

  private static final ClusterPlan PLAN =
      new ClusterPlan(2, 3, true, new ClusterPlan.Ports(8081, 9092, 1, 2, 3, 9250));

  @TempDir Path directory;

  private ClusterFolder folder;

  @BeforeEach
  void nameAFolder() {
    folder = ClusterFolder.at(directory.resolve("cluster"));
  }

  @Test
  void isUpForAsLongAsASupervisorHasIt() throws Exception {
    assertThat(folder.isUp()).isFalse();
    Files.createDirectories(folder.root());
    folder.write(folder.plan(), PLAN);
    FileLock supervisor = folder.take();
    assertThat(folder.isUp()).isTrue();
    assertThat(folder.up()).hasValue(PLAN);
    assertThat(folder.up().orElseThrow().allSlots()).isEqualTo(6);

    supervisor.release();
    assertThat(folder.isUp()).isFalse();
    assertThat(folder.up()).isEmpty();
  }

  @Test
  void takesAnEmptyFolderOrItsOwnAndNoOther() throws Exception {
    assertThatCode(folder::requireOurs).doesNotThrowAnyException();
    Files.createDirectories(folder.root());
    assertThatCode(folder::requireOurs).doesNotThrowAnyException();

    Path notes = Files.writeString(folder.root().resolve("notes.txt"), "somebody's");
    assertThatThrownBy(folder::requireOurs)
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "--dir %s: is not empty and no cluster's; expected an empty folder or none",
            folder.root());

    folder.write(folder.plan(), PLAN);
    assertThatCode(folder::requireOurs).doesNotThrowAnyException();
    folder.delete();
    assertThat(notes).exists();
    assertThat(folder.plan()).doesNotExist();
  }

  @Test
  void leavesNothingOfItsOwn() throws Exception {
    Files.createDirectories(folder.kafka().resolve("topic-0"));
    Files.createDirectories(folder.logs());
    folder.write(folder.plan(), PLAN);

    folder.delete();

    assertThat(folder.root()).doesNotExist();
  }
}
