package io.taskweir.engine;

import io.taskweir.state.Content;
import io.taskweir.state.Source;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/**
 * A context for testing a task as plain Java: it records what the task emits and shares. Close it
 * to delete its scratch files.
 */
public final class RecordingContext<O> implements TaskContext<O>, AutoCloseable {

  private final List<O> results = new ArrayList<>();
  private final Map<Output<?>, List<Object>> outputs = new HashMap<>();
  private final Map<String, byte[]> shared = new HashMap<>();
  private final Map<String, byte[]> stored = new HashMap<>();
  private final Task<?> task;
  private long scratchQuota = 100_000_000;
  private final Map<Class<?>, Object> settings = new HashMap<>();
  private final List<String> holds = new ArrayList<>();
  private boolean held;
  private Instant now = Instant.EPOCH;
  @Nullable private Path scratch;

  /** A context of a first attempt at a root task that came from {@code test}. */
  public RecordingContext() {
    task =
        Task.root(
            TaskId.ofCaller(Task.DEFAULT_TENANT, "test"),
            Task.DEFAULT_TENANT,
            0,
            Task.NO_DEADLINE,
            new Source("test", "test", 0, 0),
            "");
  }

  /** What was emitted as the result, in order. */
  public List<O> results() {
    return results;
  }

  /** What was emitted to {@code output}, in order. */
  @SuppressWarnings("unchecked")
  public <P> List<P> emitted(Output<P> output) {
    return (List<P>) outputs.getOrDefault(output, List.of());
  }

  /** Sets the quota of scratch files, in bytes. */
  public RecordingContext<O> withScratchQuota(long bytes) {
    scratchQuota = bytes;
    return this;
  }

  /** Sets what {@link #settings} answers. */
  public <S> RecordingContext<O> with(Class<S> type, S value) {
    settings.put(type, value);
    return this;
  }

  /** Sets what {@link #now} answers; the epoch, unless set. */
  public RecordingContext<O> at(Instant time) {
    now = time;
    return this;
  }

  /** Makes this a run of a task that was held before. */
  public RecordingContext<O> held() {
    held = true;
    return this;
  }

  /** The reasons with which the task asked to be held, in order. */
  public List<String> holds() {
    return holds;
  }

  @Override
  public void hold(String reason, String detail) {
    holds.add(reason);
  }

  @Override
  public boolean isHeld() {
    return held;
  }

  @Override
  public <S> S settings(Class<S> type) {
    if (!settings.containsKey(type)) {
      throw new IllegalStateException("no settings of " + type.getName());
    }
    return type.cast(settings.get(type));
  }

  @Override
  public Task<?> task() {
    return task;
  }

  @Override
  public void emit(String childKey, O result) {
    results.add(result);
  }

  @Override
  public <P> void emit(Output<P> output, String childKey, P value) {
    outputs.computeIfAbsent(output, unused -> new ArrayList<>()).add(value);
  }

  @Override
  public SharedEntries shared() {
    return new SharedEntries() {
      @Override
      @Nullable
      public byte[] get(String name) {
        return shared.get(name);
      }

      @Override
      public void put(String name, byte[] value, Duration lifetime) {
        shared.put(name, value);
      }

      @Override
      public void remove(String name) {
        shared.remove(name);
      }
    };
  }

  @Override
  public Scratch scratch() {
    return new Scratch() {
      private long written;

      @Override
      public Path directory() throws IOException {
        if (scratch == null) {
          scratch = Files.createTempDirectory("scratch");
        }
        return scratch;
      }

      @Override
      public OutputStream create(String name) throws IOException {
        OutputStream file = Files.newOutputStream(directory().resolve(name));
        return new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int from, int length) throws IOException {
            written += length;
            if (written > scratchQuota) {
              throw new QuotaExceeded(scratchQuota);
            }
            file.write(bytes, from, length);
          }

          @Override
          public void close() throws IOException {
            file.close();
          }
        };
      }
    };
  }

  @Override
  public InputStream open(Content content) throws IOException {
    return new ByteArrayInputStream(
        content.bytes() != null ? content.bytes() : stored.get(content.digest()));
  }

  @Override
  public Content store(byte[] bytes) {
    String digest = Content.digestOf(bytes);
    stored.put(digest, bytes);
    return Content.of(bytes);
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void close() {
    if (scratch == null) {
      return;
    }
    try (Stream<Path> files = Files.walk(scratch)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
