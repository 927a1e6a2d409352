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
          "kafka-out", "kafka-out: Writer",
          "Sink Committer: kafka-out", "kafka-out: Committer");

  @Test
  void emailKeepsItsUids(Machine machine) throws Exception {
    assertThat(uidsAndNames(machine)).isEqualTo(lines("/uids-email.txt"));
  }

  @Test
  void everyUidIsAName(Machine machine) throws Exception {
    for (String line : uidsAndNames(machine)) {
      String[] uidAndName = line.split(" \\| ", -1);
      String expected = NAMED_BY_FLINK.getOrDefault(uidAndName[0], uidAndName[0]);
      assertThat(uidAndName[1]).isEqualTo(expected);
    }
  }

  private static List<String> uidsAndNames(Machine machine) throws Exception {
    try (Run run = Run.on(machine, Map.of())) {
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
