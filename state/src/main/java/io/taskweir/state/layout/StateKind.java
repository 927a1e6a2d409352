package io.taskweir.state.layout;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How Flink keeps a state. The last three are an operator's, the others a key's. */
public enum StateKind {
  VALUE,
  LIST,
  MAP,
  REDUCING,
  AGGREGATING,
  OPERATOR_LIST,
  UNION,
  BROADCAST;

  /** Its name in a layout's text. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<StateKind> labelled(String label) {
    return Arrays.stream(values()).filter(kind -> kind.label().equals(label)).findFirst();
  }
}
