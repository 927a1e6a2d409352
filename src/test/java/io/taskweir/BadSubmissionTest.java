package io.taskweir;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.deploy.flink.FlinkJob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What cannot run on the cluster is refused in one line, and leaves nothing on it. */
@ExtendWith(OneRealCluster.class)
class BadSubmissionTest {

  private RealCluster cluster;

  @TempDir Path directory;

  @BeforeEach
  void takeCluster(RealCluster shared) {
    cluster = shared;
  }

  @AfterEach
  void nothingWasLeftOnIt() {
    assertThat(cluster.rest().jobs()).allMatch(FlinkJob::hasEnded);
  }

  @Test
  void namesAClusterThatDoesNotAnswer() throws Exception {
    assertRefused(
        1,
        cluster.type("submit", "email", "--cluster", "127.0.0.1:1"),
        "no Flink cluster answers at http://127.0.0.1:1",
        "--cluster URL");
  }

  @Test
  void namesTheWorkflowsThatThereAre() throws Exception {
    assertRefused(
        1, cluster.type("submit", "emial"), "unknown workflow: emial; expected email, sensors");
  }

  @Test
  void namesTopicsThatAreMissing() throws Exception {
    EmptyTopics.none("email", cluster.clients());
    assertRefused(1, cluster.type("submit", "email"), "taskweir.email.in");
  }

  @Test
  void reckonsPartitionsAndSlots() throws Exception {
    EmptyTopics.of("email", 8, cluster.clients());
    assertRefused(
        1,
        cluster.type("submit", "email", "--parallelism", "9"),
        "topic taskweir.email.in has 8 partitions for 9 subtasks");
    assertRefused(
        1,
        cluster.type("submit", "email", "--parallelism", "8"),
        "email takes 8 slots, 4 of 4 are free",
        "lower --parallelism or add TaskManagers");
  }

  @Test
  void namesABrokerThatDoesNotAnswer() throws Exception {
    assertRefused(1, cluster.type("submit", "email", "--kafka", "127.0.0.1:1"), "127.0.0.1:1");
  }

  @Test
  void namesAJarThatIsNone() throws Exception {
    Path noJar = Files.writeString(directory.resolve("notes.jar"), "no archive");
    assertRefused(1, submit("--jar", noJar.toString()), "notes.jar", "no jar");
    assertRefused(1, submit("--jar", directory.resolve("none.jar").toString()), "no such jar");
  }

  @Test
  void namesTheFlinkThatAJarWasBuiltWith() throws Exception {
    Path older =
        VariantJar.unchanged().builtWithFlink("1.20.3").write(directory.resolve("older.jar"));
    assertRefused(1, submit("--jar", older.toString()), "older.jar is built for Flink 1.20.3");
  }

  @Test
  void namesASavepointThatIsNotThere() throws Exception {
    assertRefused(
        1,
        submit("--from", directory.resolve("none").toString()),
        "none: no savepoint",
        "_metadata");
  }

  private ChildJvm submit(String... options) throws Exception {
    return ClusterRun.of(cluster, "email", Map.of()).trySubmit(options);
  }

  private static void assertRefused(int code, ChildJvm verb, String... words) {
    assertThat(verb.exitCode()).as(verb.out() + verb.err()).isEqualTo(code);
    assertThat(verb.err()).startsWith("taskweir: ").contains(words).hasLineCount(1);
  }
}
