package io.taskweir.deploy.upgrade;

import io.taskweir.state.layout.StageKind;
import java.util.Map;

/** What it costs to go on without a state. */
final class StateWorth {

  /** What can be had again, and what happens until then. All else is somebody's input or data. */
  private static final Map<String, String> TO_BE_HAD_AGAIN =
      Map.of(
          "account", "its counts begin at 0",
          "claim", "what was done is forgotten: a repeat runs again",
          "decided", "what was decided is forgotten: what comes late gathers once more",
          "memo-result", "stored results are forgotten: they are made again",
          "settings", "the settings are read again from their topic",
          "settings-account", "its counts begin at 0",
          "shared", "what tasks have shared is forgotten");

  private StateWorth() {}

  static Change ofRemoved(StageKind kind, String state) {
    String cost = TO_BE_HAD_AGAIN.get(state.startsWith("memo-") ? "memo-result" : state);
    if (kind == StageKind.FUNCTION || cost == null) {
      return Change.loss("removed: what it holds is not read any more", "keep it, or accept it");
    }
    return Change.noted("removed: " + cost);
  }
}
