package io.taskweir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The uids of a shipped job are its savepoints' contract: state is found again under the uid that it
 * was written under. The list is a file; a line that changes or goes is state that is lost.
 */
@ExtendWith(OneMachine.class)
class UidsTest {

  /** What Flink makes of a sink's uid and name; the only operators whose name is not their uid. */
  private static final Map<String, String> OF_THE_SINK =
      Map.of(
          "kafka-out", "kafka-out: Writer", "Sink Committer: kafka-out", "kafka-out: Committer");

  @Test
  void emailKeepsItsUids(Machine machine) throws Exception {
    assertThat(uidsAndNames(machine)).isEqualTo(lines("/uids-email.txt"));
  }

  @Test
  void everyUidIsAName(Machine machine) throws Exception {
    for (String line : uidsAndNames(machine)) {
      String[] uidAndName = line.split(" \\| ", -1);
      String expected = OF_THE_SINK.getOrDefault(uidAndName[0], uidAndName[0]);
      assertThat(uidAndName[1]).isEqualTo(expected);
    }
  }

  private static List<String> uidsAndNames(Machine machine) throws Exception {
    try (Run run = Run.on(machine, Map.of())) {
      StreamGraph graph = run.graph(Map.of(), null);
      List<StreamNode> nodes = new ArrayList<>(graph.getStreamNodes());
      nodes.sort(Comparator.comparingInt(StreamNode::getId));
      return nodes.stream()
          .map(node -> node.getTransformationUID() + " | " + node.getOperatorName())
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
