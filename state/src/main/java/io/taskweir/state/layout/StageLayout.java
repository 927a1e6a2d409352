package io.taskweir.state.layout;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.annotation.Nullable;

/**
 * What one operator keeps.
 *
 * @param uid its uid, under which a savepoint has it
 * @param kind what it is
 * @param key the type of its key; null where it has none
 * @param envelope the version of the envelope's layout; 0 where it keeps no tasks
 * @param states in order of name
 * @param timers its timer services, in order of name
 * @param windows lengths and zone of a consolidation; null of all else
 */
public record StageLayout(
    String uid,
    StageKind kind,
    @Nullable TypeLayout key,
    int envelope,
    List<KeptState> states,
    List<String> timers,
    @Nullable String windows) {

  /** A layout that does not change any more. */
  public StageLayout {
    states = states.stream().sorted(Comparator.comparing(KeptState::name)).toList();
    timers = timers.stream().sorted().toList();
  }

  /** An operator of which only this is known. */
  public static StageLayout of(String uid, StageKind kind) {
    return new StageLayout(uid, kind, null, 0, List.of(), List.of(), null);
  }

  /** The state of that name. */
  public Optional<KeptState> state(String name) {
    return states.stream().filter(state -> state.name().equals(name)).findFirst();
  }
}
