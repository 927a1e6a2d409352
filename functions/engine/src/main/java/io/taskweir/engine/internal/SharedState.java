package io.taskweir.engine.internal;

import io.taskweir.engine.SharedEntries;
import io.taskweir.state.Lifetime;
import io.taskweir.state.SharedEntry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** The shared entries of a stage: state {@code shared}, one map under each stage key. */
final class SharedState {

  private final MapState<String, SharedEntry> entries;
  private final Duration longest;

  SharedState(KeyedStateStore store, Duration longest) {
    // Too short: entries are gone before they expire. Too long: garbage lies on disk, unseen.
    this.entries =
        store.getMapState(
            Lifetime.since(
                new MapStateDescriptor<>(
                    "shared", Types.STRING, TypeInformation.of(SharedEntry.class)),
                longest));
    this.longest = longest;
  }

  /** A view for one attempt at processing time {@code now}. */
  View view(long now, StageContext<?> attempt) {
    return new View(now, attempt);
  }

  /** One attempt's view: reads through to state, holds writes back. */
  final class View implements SharedEntries {

    private final long now;
    private final StageContext<?> attempt;
    private final Map<String, SharedEntry> written = new HashMap<>();

    private View(long now, StageContext<?> attempt) {
      this.now = now;
      this.attempt = attempt;
    }

    @Override
    @Nullable
    public byte[] get(String name) {
      synchronized (attempt) {
        attempt.requireOpen();
        SharedEntry entry = written.containsKey(name) ? written.get(name) : stored(name);
        return entry == null || entry.expiresAt() <= now ? null : entry.value();
      }
    }

    @Override
    public void put(String name, byte[] value, Duration lifetime) {
      if (lifetime.compareTo(longest) > 0) {
        throw new IllegalArgumentException(
            "shared entry "
                + name
                + ": lifetime of at most "
                + longest
                + " expected, got "
                + lifetime);
      }
      write(name, new SharedEntry(now + lifetime.toMillis(), value.clone()));
    }

    @Override
    public void remove(String name) {
      write(name, null);
    }

    private void write(String name, @Nullable SharedEntry entry) {
      synchronized (attempt) {
        attempt.requireOpen();
        written.put(name, entry);
      }
    }

    void apply() throws Exception {
      for (Map.Entry<String, SharedEntry> write : written.entrySet()) {
        if (write.getValue() == null) {
          entries.remove(write.getKey());
        } else {
          entries.put(write.getKey(), write.getValue());
        }
      }
    }

    @Nullable
    private SharedEntry stored(String name) {
      try {
        return entries.get(name);
      } catch (Exception e) {
        throw new StateAccessException(e);
      }
    }
  }

  /** State could not be read: broken infrastructure, so the job restarts. */
  static final class StateAccessException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StateAccessException(Exception cause) {
      super("shared entries cannot be read", cause);
    }
  }
}
