package io.taskweir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.taskweir.Letter.Fate;
import io.taskweir.deploy.flink.FlinkJob;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A stage that takes 20 tasks a second, with full buffers before it. */
@ExtendWith({OneMachine.class, OneRealCluster.class})
class SlowStageTest {

  private static final int LETTERS = 1_500;

  /** Savepoints have the timeout of checkpoints; this one is a quarter of what is shipped. */
  private static final Map<String, String> SHORT_TIMEOUT =
      Map.of("taskweir.checkpoint.timeout", "30 s", "taskweir.checkpoint.interval", "2 s");

  @TempDir Path directory;

  @Test
  void letsASavepointPassWithinItsTimeout(RealCluster cluster) throws Exception {
    try (ClusterRun email = ClusterRun.of(cluster, "email", SHORT_TIMEOUT)) {
      email.submit("--jar", slow().toString());
      email.feed(lettersOfLinksOfTheirOwn());
      email.await("full buffers", () -> isHeldUp(email.job()));

      assertThat(email.savepoint()).contains("savepoint-");

      assertThat(isHeldUp(email.job())).as("was it behind full buffers to its end").isTrue();
      assertThat(email.job().restarts()).isZero();
    }
  }

  private Path slow() throws Exception {
    return VariantJar.unchanged()
        .inEmail(
            "AnalyzeLink",
            "    List<Reason> reasons =",
            "    java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);\n"
                + "    List<Reason> reasons =")
        .write(directory.resolve("slow.jar"));
  }

  /** A link is judged once: only one that was not seen before is work. */
  private static List<Letter> lettersOfLinksOfTheirOwn() {
    return IntStream.range(0, LETTERS)
        .mapToObj(
            number ->
                Letter.of(
                    "letter-" + number,
                    new Message(number)
                        .links(
                            "http://a-%d.example/".formatted(number),
                            "http://b-%d.example/".formatted(number))
                        .bytes(),
                    Fate.ACCEPTED))
        .toList();
  }

  /** Whether the first task waits for buffers for most of its time, as Flink measures it. */
  private static boolean isHeldUp(FlinkJob job) {
    JsonNode source = job.detail().path("vertices").path(0);
    JsonNode pressure =
        job.rest()
            .get(
                "/jobs/%s/vertices/%s/backpressure"
                    .formatted(job.id(), source.path("id").asText()));
    return pressure.path("backpressure-level").asText().equals("high");
  }
}
