package io.taskweir.state.layout;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What an operator of the graph is. */
public enum StageKind {
  RECEIVER,
  INTAKE,
  STAGE,
  JOIN,
  TRIGGER,
  CONSOLIDATION,

  /** A Flink function of the adopter's own that has declared its states. */
  FUNCTION,

  /** Its offsets are the connector's own. */
  SOURCE,

  /** Its transactions are the connector's own. */
  SINK,

  /** It can have no state. */
  STATELESS,

  /** It may have state that nobody has declared. */
  UNDECLARED;

  /** Its name in a layout's text. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a savepoint may hold state of it. */
  public boolean mayHaveState() {
    return this != STATELESS;
  }

  static StageKind labelled(String label) {
    return Arrays.stream(values())
        .filter(kind -> kind.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("expected " + labels() + ", got " + label));
  }

  private static String labels() {
    return Arrays.stream(values()).map(StageKind::label).collect(Collectors.joining(", "));
  }
}
