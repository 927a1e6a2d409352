package io.taskweir.bench.email;

import io.taskweir.email.EmailSettings;
import io.taskweir.engine.Output;
import io.taskweir.engine.Scratch;
import io.taskweir.engine.SharedEntries;
import io.taskweir.engine.TaskContext;
import io.taskweir.state.Content;
import io.taskweir.state.Task;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.flink.util.FileUtils;

/** What a task is handed in a plain loop: lists to emit to, files that go when it is closed. */
final class LoopContext<O> implements TaskContext<O>, Scratch, AutoCloseable {

  private final Task<?> task;
  private final Path folder;
  private final List<O> results = new ArrayList<>();
  private final Map<String, List<Object>> outputs = new HashMap<>();
  @Nullable private Path directory;

  LoopContext(Task<?> task, Path folder) {
    this.task = task;
    this.folder = folder;
  }

  List<O> results() {
    return results;
  }

  @SuppressWarnings("unchecked")
  <P> List<P> emitted(Output<P> output) {
    return (List<P>) outputs.getOrDefault(output.name(), List.of());
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
    outputs.computeIfAbsent(output.name(), unused -> new ArrayList<>()).add(value);
  }

  @Override
  public <S> S settings(Class<S> type) {
    return type.cast(EmailSettings.defaults());
  }

  /** Everything is on the heap. */
  @Override
  public InputStream open(Content content) {
    return new ByteArrayInputStream(content.bytes());
  }

  @Override
  public Content store(byte[] bytes) {
    return Content.of(bytes);
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public Scratch scratch() {
    return this;
  }

  @Override
  public Path directory() throws IOException {
    if (directory == null) {
      directory = Files.createTempDirectory(folder, "task-");
    }
    return directory;
  }

  @Override
  public OutputStream create(String name) throws IOException {
    return Files.newOutputStream(directory().resolve(name));
  }

  @Override
  public void close() throws IOException {
    if (directory != null) {
      FileUtils.deleteDirectory(directory.toFile());
    }
  }

  @Override
  public SharedEntries shared() {
    throw new UnsupportedOperationException("no task of a message shares anything");
  }

  @Override
  public void hold(String reason, String detail) {
    throw new UnsupportedOperationException("no task of a message is held");
  }

  @Override
  public boolean isHeld() {
    return false;
  }
}
