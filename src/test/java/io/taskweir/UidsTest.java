package io.taskweir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The uids of a shipped job are its savepoints' contract: state is found again under the uid that
 * it was written under. The list is a file; a line that changes or goes is state that is lost.
 */
@ExtendWith(OneMachine.class)
class UidsTest {

  /** What Flink makes of the uids and names of sources and sinks. */
  private static final Map<String, String> NAMED_BY_FLINK =
      Map.of(
          "mail-in", "Source: mail-in",
          "feedback-in", "Source: feedback-in",
          "readings-in", "Source: readings-in",
          "settings-in", "Source: settings-in",
          "kafka-out", "kafka-out: Writer",
          "Sink Committer: kafka-out", "kafka-out: Committer");

  @Test
  void emailKeepsItsUids(Machine machine) throws Exception {
    assertKeeps(Run.on(machine, Map.of()), "/uids-email.txt");
  }

  @Test
  void sensorsKeepsItsUids(Machine machine) throws Exception {
    assertKeeps(Run.ofSensors(machine, Machine.SLOTS, Map.of()), "/uids-sensors.txt");
  }

  private static void assertKeeps(Run job, String list) throws Exception {
    List<String> found = uidsAndNames(job);
    assertThat(found).isEqualTo(lines(list));
    for (String line : found) {
      String[] uidAndName = line.split(" \\| ", -1);
      String expected = NAMED_BY_FLINK.getOrDefault(uidAndName[0], uidAndName[0]);
      assertThat(uidAndName[1]).isEqualTo(expected);
    }
  }

  private static List<String> uidsAndNames(Run job) throws Exception {
    try (Run run = job) {
      StreamGraph graph = run.graph(Map.of(), null);
      return graph.getStreamNodes().stream()
          .map(node -> node.getTransformationUID() + " | " + node.getOperatorName())
          .sorted()
          .toList();
    }
  }

  private static List<String> lines(String resource) throws IOException {
    try (InputStream file = UidsTest.class.getResourceAsStream(resource)) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).toList();
    }
  }
}
