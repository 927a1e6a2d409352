package io.taskweir.deploy.cluster;

import com.fasterxml.jackson.core.type.TypeReference;
import io.taskweir.state.Json;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the processes of a cluster alive: {@code Supervisor FOLDER}. It starts each again when it
 * dies, and takes all of them with it when it ends, in whatever way: they hold the other end of a
 * pipe. On SIGTERM it stops them in the reverse order of their start, so that TaskManagers go
 * before the broker that they write to.
 */
public final class Supervisor {

  private static final Duration TICK = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final ClusterFolder folder;
  private final Instant since = Instant.now();
  private final List<Supervised> processes = new ArrayList<>();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  private Supervisor(ClusterFolder folder) throws IOException {
    this.folder = folder;
    List<ProcessPlan> plans =
        Json.mapper().readValue(Files.readAllBytes(processesOf(folder)), new TypeReference<>() {});
    plans.forEach(plan -> processes.add(new Supervised(plan, folder.logs())));
  }

  /** Runs until it is told to end. */
  public static void main(String[] arguments) throws Exception {
    var folder = new ClusterFolder(Path.of(arguments[0]));
    FileLock lock = folder.take();
    var supervisor = new Supervisor(folder);
    Runtime.getRuntime().addShutdownHook(new Thread(supervisor::end, "stop-cluster"));
    supervisor.run();
    lock.release();
  }

  static Path processesOf(ClusterFolder folder) {
    return folder.conf().resolve("processes.json");
  }

  private void run() throws Exception {
    try {
      do {
        boolean changed = false;
        for (Supervised process : processes) {
          changed |= process.tend(Instant.now());
        }
        if (changed) {
          report();
        }
      } while (!stop.await(TICK.toMillis(), TimeUnit.MILLISECONDS));
    } finally {
      stopAll();
      stopped.countDown();
    }
  }

  private void stopAll() throws InterruptedException, IOException {
    Collections.reverse(processes);
    for (Supervised process : processes) {
      process.stop();
      process.awaitEnd(PATIENCE);
    }
    Files.deleteIfExists(folder.status());
  }

  /** A disk that is full for a moment is no reason to end the processes. */
  private void report() {
    var status =
        new ClusterStatus(
            ProcessHandle.current().pid(),
            since,
            processes.stream().map(Supervised::status).toList());
    try {
      folder.write(folder.status(), status);
    } catch (IOException e) {
      System.err.println(Instant.now() + " the status cannot be written: " + e.getMessage());
    }
  }

  /** The JVM goes on ending when this returns. */
  private void end() {
    stop.countDown();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
