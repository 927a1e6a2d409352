package io.taskweir.deploy.cluster;

import io.taskweir.deploy.RunFailedException;
import io.taskweir.deploy.UsageException;
import io.taskweir.state.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.annotation.Nullable;
import org.apache.flink.util.FileUtils;

/**
 * Everything that a cluster of this machine keeps, in one folder:
 *
 * <pre>
 * plan.json                 what was asked for, and the ports it got
 * status.json               which processes run; the supervisor writes it
 * lock                      held by the supervisor while it lives
 * lib/                      copies of our own jars, which a build may overwrite
 * conf/                     Flink's configuration and logging
 * logs/                     the log of every process
 * prometheus/               for a Prometheus of one's own: --config.file=prometheus/prometheus.yml
 * kafka/ zookeeper/ ha/     what they keep
 * checkpoints/ savepoints/ blobs/
 * tmp/                      gone with the next start
 * </pre>
 *
 * @param root the folder
 */
public record ClusterFolder(Path root) {

  private static final String HOME = "TASKWEIR_HOME";

  /** How long somebody who asks whether a supervisor is there may be in its way. */
  private static final Duration ASKERS = Duration.ofSeconds(1);

  /** The folder where nobody names one: {@code cluster} in {@link #home()}. */
  public static ClusterFolder at(@Nullable Path root) {
    return new ClusterFolder(root == null ? home().resolve("cluster") : root.toAbsolutePath());
  }

  /** What Taskweir keeps for a user: {@code $TASKWEIR_HOME}, else {@code ~/.taskweir}. */
  public static Path home() {
    String named = System.getenv(HOME);
    return named == null || named.isBlank()
        ? Path.of(System.getProperty("user.home"), ".taskweir")
        : Path.of(named).toAbsolutePath();
  }

  Path plan() {
    return root.resolve("plan.json");
  }

  Path status() {
    return root.resolve("status.json");
  }

  Path lib() {
    return root.resolve("lib");
  }

  Path conf() {
    return root.resolve("conf");
  }

  /** Where every process logs. */
  public Path logs() {
    return root.resolve("logs");
  }

  Path prometheus() {
    return root.resolve("prometheus");
  }

  Path kafka() {
    return root.resolve("kafka");
  }

  Path zookeeper() {
    return root.resolve("zookeeper");
  }

  Path highAvailability() {
    return root.resolve("ha");
  }

  Path checkpoints() {
    return root.resolve("checkpoints");
  }

  Path savepoints() {
    return root.resolve("savepoints");
  }

  /** Where bytes above the threshold lie. */
  public Path blobs() {
    return root.resolve("blobs");
  }

  Path temporary() {
    return root.resolve("tmp");
  }

  /** Whether a supervisor holds this folder now. */
  public boolean isUp() {
    if (Files.notExists(lockFile())) {
      return false;
    }
    // Shared, so that two who ask at once do not take each other for a supervisor.
    try (FileChannel channel = open();
        FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (IOException e) {
      throw new RunFailedException("cannot look into " + root + ": " + e.getMessage(), e);
    }
  }

  /**
   * Takes the folder for as long as this process lives.
   *
   * @throws IOException where another supervisor has it
   */
  FileLock take() throws IOException {
    FileChannel channel = open();
    long end = System.nanoTime() + ASKERS.toNanos();
    FileLock lock = channel.tryLock();
    while (lock == null && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      lock = channel.tryLock();
    }
    if (lock == null) {
      throw new IOException("a supervisor has " + root);
    }
    return lock;
  }

  /** Refuses a folder that somebody else uses for something else. */
  void requireOurs() throws IOException {
    if (Files.notExists(root) || Files.exists(plan())) {
      return;
    }
    if (!Files.isDirectory(root)) {
      throw new UsageException("--dir " + root + ": expected a folder");
    }
    try (Stream<Path> content = Files.list(root)) {
      if (content.findAny().isPresent()) {
        throw new UsageException(
            "--dir " + root + ": is not empty and no cluster's; expected an empty folder or none");
      }
    }
  }

  /** Deletes what a cluster keeps, and the folder where nothing else is in it. */
  void delete() throws IOException {
    for (Path each :
        List.of(
            plan(),
            status(),
            lockFile(),
            lib(),
            conf(),
            logs(),
            prometheus(),
            kafka(),
            zookeeper(),
            highAvailability(),
            checkpoints(),
            savepoints(),
            blobs(),
            temporary())) {
      FileUtils.deleteFileOrDirectory(each.toFile());
    }
    try (Stream<Path> left = Files.list(root)) {
      if (left.findAny().isPresent()) {
        return;
      }
    }
    Files.delete(root);
  }

  /** The cluster that runs in this folder. */
  public Optional<ClusterPlan> up() {
    return isUp() ? readPlan() : Optional.empty();
  }

  /** What was asked for at the last start. */
  Optional<ClusterPlan> readPlan() {
    return read(plan(), ClusterPlan.class);
  }

  /** What the supervisor last said. */
  Optional<ClusterStatus> readStatus() {
    return read(status(), ClusterStatus.class);
  }

  /** Writes a whole file or nothing: somebody may be reading it. */
  void write(Path file, Object value) throws IOException {
    Path whole = file.resolveSibling(file.getFileName() + ".new");
    Files.write(whole, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(value));
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static <T> Optional<T> read(Path file, Class<T> type) {
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.mapper().readValue(Files.readAllBytes(file), type));
    } catch (IOException e) {
      throw new RunFailedException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(
        lockFile(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private Path lockFile() {
    return root.resolve("lock");
  }
}
