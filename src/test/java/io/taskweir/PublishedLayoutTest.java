package io.taskweir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.taskweir.state.layout.KeptState;
import io.taskweir.state.layout.StageKind;
import io.taskweir.state.layout.StageLayout;
import io.taskweir.state.layout.StateLayout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.streaming.api.graph.StreamGraphHasherV2;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the shipped jobs publish as their layout is what they keep: the operators of their graphs,
 * the states of the register, and what a savepoint really holds.
 */
@ExtendWith(OneMachine.class)
class PublishedLayoutTest {

  private static final Path REGISTER = Path.of("../../state/README.md");

  /** A row of the register; group 1 where it is about timers, group 2 is the name. */
  private static final Pattern ROW = Pattern.compile("\\| (timers )?`([^`]+)` \\| .*");

  private static final Set<StageKind> WITHOUT_STATES_OF_OURS =
      Set.of(StageKind.SOURCE, StageKind.SINK, StageKind.STATELESS);

  @Test
  void ofTheEmailJobNamesEachOperator(Machine machine) throws Exception {
    assertThat(email(machine).stages().keySet()).isEqualTo(uids("/uids-email.txt"));
  }

  @Test
  void ofTheSensorsJobNamesEachOperator(Machine machine) throws Exception {
    assertThat(sensors(machine).stages().keySet()).isEqualTo(uids("/uids-sensors.txt"));
  }

  @Test
  void knowsOfEachOperatorWhetherItHasState(Machine machine) throws Exception {
    for (StateLayout layout : List.of(email(machine), sensors(machine))) {
      assertThat(layout.stages().values())
          .extracting(StageLayout::kind)
          .doesNotContain(StageKind.UNDECLARED);
    }
  }

  @Test
  void hasTheStatesOfTheRegister(Machine machine) throws Exception {
    Set<String> kept = new TreeSet<>();
    for (StateLayout layout : List.of(email(machine), sensors(machine))) {
      for (StageLayout stage : layout.stages().values()) {
        stage.timers().forEach(name -> kept.add("timers " + name));
        stage.states().forEach(state -> kept.add(state.name()));
      }
    }
    Set<String> expected = register();
    // The register's name for the memos of any typed output.
    assertThat(expected.remove("memo-OUTPUT")).isTrue();
    expected.add("memo-links");
    assertThat(kept).isEqualTo(expected);
  }

  @Test
  void ofTheEmailJobIsWhatASavepointHolds(Machine machine) throws Exception {
    assertHeld(email(machine), Golden.EMAIL);
  }

  @Test
  void ofTheSensorsJobIsWhatASavepointHolds(Machine machine) throws Exception {
    assertHeld(sensors(machine), GoldenSensors.FOLDER);
  }

  @Test
  void isToldByARunningJob(Machine machine) throws Exception {
    try (Run run = Run.on(machine, Map.of())) {
      run.start();
      Map<String, String> parameters = new HashMap<>();
      // A job that is still being initialised tells nothing of itself.
      Awaitility.await()
          .atMost(Machine.PATIENCE)
          .until(
              () -> {
                JsonNode told =
                    machine
                        .json("/jobs/" + run.job() + "/config")
                        .at("/execution-config/user-config");
                told.properties()
                    .forEach(entry -> parameters.put(entry.getKey(), entry.getValue().asText()));
                return StateLayout.isIn(parameters);
              });

      assertThat(StateLayout.of(parameters)).isEqualTo(StateLayout.of(parameters(run)));
    }
  }

  @Test
  void tellsNoSecret(Machine machine) throws Exception {
    Map<String, String> secret = Map.of("taskweir.pseudonym.secret", "0123456789abcdef");
    try (Run run = Run.on(machine, secret)) {
      Map<String, String> shown = parameters(run);
      assertThat(shown).containsKey("taskweir.state.parse-mail");
      assertThat(shown.values()).noneMatch(value -> value.contains("0123456789abcdef"));
    }
  }

  /** Each operator of the savepoint is one of the layout, and its states are the layout's. */
  private static void assertHeld(StateLayout layout, String savepoint) throws Exception {
    SavedStates saved = new SavedStates(savepoint);
    Map<OperatorID, StageLayout> byId =
        layout.stages().values().stream()
            .collect(Collectors.toMap(stage -> idOf(stage.uid()), stage -> stage));
    assertThat(byId.keySet()).containsAll(saved.operators());
    int compared = 0;
    for (OperatorID id : saved.operators()) {
      StageLayout stage = byId.get(id);
      if (!WITHOUT_STATES_OF_OURS.contains(stage.kind())) {
        assertThat(saved.statesOf(id)).as(stage.uid()).isEqualTo(lines(stage));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(5);
  }

  private static Set<String> lines(StageLayout stage) {
    return Stream.concat(
            stage.timers().stream().map(name -> "timers " + name),
            stage.states().stream().map(PublishedLayoutTest::line))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String line(KeptState state) {
    return state.name() + " " + state.kind().label() + (state.lifetime() == null ? "" : " ttl");
  }

  private static OperatorID idOf(String uid) {
    return new OperatorID(StreamGraphHasherV2.generateUserSpecifiedHash(uid));
  }

  private static Set<String> register() throws IOException {
    Set<String> names = new TreeSet<>();
    for (String line : Files.readAllLines(REGISTER)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        names.add(row.group(1) == null ? row.group(2) : "timers " + row.group(2));
      }
    }
    return names;
  }

  private static StateLayout email(Machine machine) throws Exception {
    return layout(Run.on(machine, 1, Golden.SETTINGS));
  }

  private static StateLayout sensors(Machine machine) throws Exception {
    return layout(Run.ofSensors(machine, 1, GoldenSensors.SETTINGS));
  }

  private static StateLayout layout(Run job) throws Exception {
    try (Run run = job) {
      return StateLayout.of(parameters(run));
    }
  }

  private static Map<String, String> parameters(Run run) {
    return run.graph(Map.of(), null).getExecutionConfig().getGlobalJobParameters().toMap();
  }

  private static Set<String> uids(String resource) throws IOException {
    try (InputStream file = PublishedLayoutTest.class.getResourceAsStream(resource)) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .map(line -> line.split(" \\| ", -1)[0])
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
