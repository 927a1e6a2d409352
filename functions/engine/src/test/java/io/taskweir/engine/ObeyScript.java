package io.taskweir.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A task for model tests: each attempt ends as its letter of the script says. */
public final class ObeyScript implements TaskFunction<ObeyScript.Scene, ObeyScript.Said> {

  /** Three notes a success, two of them under one child key. */
  public static final Output<Note> NOTES = Output.of("notes", Note.class);

  /** How long a shared count lives after it was last raised. */
  static final Duration COUNT_LIVES = Duration.ofSeconds(20);

  /** At this count the shared entry is removed, so that counting begins anew. */
  static final int LAST_COUNT = 4;

  private static final long serialVersionUID = 1L;

  private final boolean shares;

  /**
   * An input.
   *
   * @param name the task's own
   * @param key what the stage is keyed by
   * @param claim the key within the stage's key, where the stage has such
   * @param script a letter for each attempt, the last one for all further: {@code S} succeed,
   *     {@code E} succeed and emit nothing, {@code F} fail, {@code B} fail an assertion, {@code R}
   *     reject, {@code O} overflow the stack; {@code H} ask to be held and, once that has been,
   *     succeed, {@code J} the same and reject, {@code K} the same and fail, {@code W} ask every
   *     time, {@code G} ask after an emission
   */
  public record Scene(String name, String key, String claim, String script) {

    char letter(int attempt) {
      return script.charAt(Math.min(attempt, script.length()) - 1);
    }

    boolean holds(int attempt, boolean heldBefore) {
      return letter(attempt) == 'W' || ("HJK".indexOf(letter(attempt)) >= 0 && !heldBefore);
    }
  }

  /**
   * A result.
   *
   * @param name whose attempt said so
   * @param attempt which one it was
   * @param seen how many successes the key has seen; 0 where the stage shares nothing
   */
  public record Said(String name, int attempt, int seen) {}

  /** A child, named by its task. */
  public record Note(String name, int number) {}

  /** A task that counts in a shared entry, or does not. */
  ObeyScript(boolean shares) {
    this.shares = shares;
  }

  @Override
  public List<Output<?>> outputs() {
    return List.of(NOTES);
  }

  @Override
  public void run(Scene scene, TaskContext<Said> context) throws Exception {
    int attempt = context.task().attempt();
    int seen = shares ? count(context.shared()) : 0;
    if (scene.holds(attempt, context.isHeld())) {
      context.hold("TOLD_TO_HOLD", "told to hold");
      return;
    }
    if (scene.letter(attempt) != 'E') {
      context.emit(NOTES, "a", new Note(scene.name(), 1));
      context.emit(new Said(scene.name(), attempt, seen));
      context.emit(NOTES, "a", new Note(scene.name(), 2));
      context.emit(NOTES, "b", new Note(scene.name(), 3));
    }
    switch (scene.letter(attempt)) {
      case 'F', 'K' -> throw new IOException("told to fail");
      case 'B' -> throw new AssertionError("told to assert");
      case 'R', 'J' -> throw new Rejection("TOLD_SO", "told to reject");
      case 'G' -> context.hold("TOLD_TO_HOLD", "told to hold");
      case 'O' -> throw new StackOverflowError();
      default -> {}
    }
  }

  private static int count(SharedEntries shared) {
    String before = shared.getText("seen");
    int seen = before == null ? 1 : Integer.parseInt(before) + 1;
    if (seen == LAST_COUNT) {
      shared.remove("seen");
    } else {
      shared.putText("seen", Integer.toString(seen), COUNT_LIVES);
    }
    return seen;
  }
}
