package io.taskweir.state.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskweir.state.FailureClass;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.ConfigurationUtils;
import org.junit.jupiter.api.Test;

/** A layout is the same after it has been text. */
class StateLayoutTest {

  /** A record of all that a record may hold. */
  public record Everything(
      boolean flag,
      int number,
      Long boxed,
      String text,
      BigDecimal exact,
      Instant at,
      byte[] bytes,
      String[] words,
      List<String> list,
      Set<Long> set,
      Map<String, FailureClass> map,
      Token nested,
      UUID opaque) {}

  /** Called as what Flink takes for a secret. */
  public record Token(long value) {}

  /** Called as the layout calls something else. */
  public record Task(String name) {}

  private static StateLayout layout(TypesSeen types, String uid, TypeLayout... values) {
    List<KeptState> states =
        java.util.stream.IntStream.range(0, values.length)
            .mapToObj(
                i ->
                    new KeptState(
                        "state-" + i, StateKind.VALUE, null, values[i], Duration.ofMillis(1_500)))
            .toList();
    StageLayout stage =
        new StageLayout(uid, StageKind.FUNCTION, null, 0, states, List.of("b", "a"), null);
    return new StateLayout("w", "1", 128, Map.of(uid, stage), types.records());
  }

  @Test
  void showsEachTypeOfField() {
    TypesSeen types = new TypesSeen();
    StateLayout layout = layout(types, "all", types.see(TypeInformation.of(Everything.class)));

    assertThat(layout.parameters())
        .containsEntry(
            "taskweir.state.all",
            "function; state-0 value StateLayoutTest$Everything ttl 1500 ms; timers a; timers b")
        .containsEntry(
            "taskweir.record.StateLayoutTest$Everything",
            "io.taskweir.state.layout: at Instant, boxed Long, bytes byte[], exact BigDecimal, flag"
                + " boolean, list List<String>, map Map<String, FailureClass>, nested"
                + " StateLayoutTest$Token, number int, opaque opaque:java.util.UUID, set Set<Long>,"
                + " text String, words String[]")
        .containsEntry(
            "taskweir.record.FailureClass",
            "io.taskweir.state: enum " + String.join(", ", names(FailureClass.values())));
    assertThat(StateLayout.of(layout.parameters())).isEqualTo(layout);
  }

  @Test
  void isNotHiddenAsIfItWereASecret() {
    TypesSeen types = new TypesSeen();
    StateLayout layout = layout(types, "issue-token", types.see(TypeInformation.of(Token.class)));

    Map<String, String> shown = ConfigurationUtils.hideSensitiveValues(layout.parameters());

    assertThat(StateLayout.of(shown)).isEqualTo(layout);
    assertThat(shown)
        .containsEntry(
            "taskweir.state.i~s~s~u~e~-~t~o~k~e~n",
            "function; state-0 value StateLayoutTest$Token ttl 1500 ms; timers a; timers b");
  }

  @Test
  void tellsApartWhatHasOneName() {
    TypesSeen types = new TypesSeen();
    TypeLayout one = record(types, "a.Order");
    TypeLayout other = record(types, "b.Order");
    TypeLayout taken = record(types, "a.Task");
    StateLayout layout = layout(types, "all", one, other, taken, record(types, "Unpacked"));

    assertThat(layout.parameters())
        .containsEntry("taskweir.record.a.Order", "a: id String")
        .containsEntry("taskweir.record.b.Order", "b: id String")
        .containsEntry("taskweir.record.a.Task", "a: id String")
        .containsEntry("taskweir.record.Unpacked", ": id String");
    assertThat(StateLayout.of(layout.parameters())).isEqualTo(layout);
  }

  @Test
  void leavesOtherParametersAlone() {
    StateLayout before = layout(new TypesSeen(), "gone");
    StateLayout layout = layout(new TypesSeen(), "here");

    Map<String, String> all = layout.in(before.in(Map.of("taskweir.tenant", "acme")));

    assertThat(all)
        .containsEntry("taskweir.tenant", "acme")
        .containsKey("taskweir.state.here")
        .doesNotContainKey("taskweir.state.gone");
    assertThat(StateLayout.of(all)).isEqualTo(layout);
    assertThat(StateLayout.isIn(all)).isTrue();
    assertThat(StateLayout.isIn(Map.of("taskweir.tenant", "acme"))).isFalse();
  }

  @Test
  void saysWhichParameterCannotBeRead() {
    Map<String, String> sound = layout(new TypesSeen(), "a").parameters();

    assertThatThrownBy(() -> StateLayout.of(with(sound, "taskweir.state.b", "stage; claim what")))
        .hasMessage(
            "parameter taskweir.state.b \"stage; claim what\": expected a state, key, envelope,"
                + " windows or timers, got \"claim what\"");
    assertThatThrownBy(() -> StateLayout.of(with(sound, "taskweir.state.b", "stag")))
        .hasMessageStartingWith("parameter taskweir.state.b \"stag\": expected receiver, intake,");
    assertThatThrownBy(
            () -> StateLayout.of(with(sound, "taskweir.state.b", "stage; s value List<Long")))
        .hasMessageEndingWith("expected > in \"s value List<Long\"");
    assertThatThrownBy(
            () -> StateLayout.of(with(sound, "taskweir.state.b", "stage; s value Long ttl 1 y")))
        .hasMessageEndingWith("expected d, h, min, s or ms, got y");
    assertThatThrownBy(() -> StateLayout.of(Map.of()))
        .hasMessage("no parameter taskweir.workflow: the job does not publish what it keeps");
  }

  private static Map<String, String> with(Map<String, String> map, String key, String value) {
    Map<String, String> more = new java.util.HashMap<>(map);
    more.put(key, value);
    return more;
  }

  private static TypeLayout record(TypesSeen types, String name) {
    TypeLayout type = TypeLayout.of(name);
    types
        .records()
        .put(name, new RecordLayout(type, Map.of("id", TypeLayout.of("String")), List.of()));
    return type;
  }

  private static List<String> names(Enum<?>... constants) {
    return java.util.Arrays.stream(constants).map(Enum::name).toList();
  }
}
