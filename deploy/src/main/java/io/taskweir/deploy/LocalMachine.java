package io.taskweir.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.util.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker and the cluster of one run, started side by side (each spends its time loading
 * classes), and the disk that they work on. Closing it stops both and deletes that disk, whether
 * the run has ended, has failed or was interrupted by Ctrl-C.
 */
final class LocalMachine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LocalMachine.class);

  private static final long STOP_SECONDS = 30;
  private static final int DELETE_ROUNDS = 3;

  private final Path work;
  private final CompletableFuture<EmbeddedBroker> broker;
  private final CompletableFuture<LocalCluster> cluster;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();
  private volatile boolean interrupted;

  private LocalMachine(
      Path work,
      CompletableFuture<EmbeddedBroker> broker,
      CompletableFuture<LocalCluster> cluster) {
    this.work = work;
    this.broker = broker;
    this.cluster = cluster;
  }

  /**
   * Begins to start both.
   *
   * @param slots tasks of each stage that run side by side
   * @param webPort the dashboard's port; 0: any free one
   */
  static LocalMachine start(OutputFolder folder, int slots, int webPort) {
    Path work = folder.work();
    var broker = begin("broker", () -> EmbeddedBroker.start(work.resolve("kafka")));
    var cluster =
        begin(
            "cluster",
            () -> LocalCluster.start(slots, webPort, work.resolve("flink"), folder.log()));
    return new LocalMachine(work, broker, cluster);
  }

  /** The broker, as soon as it is up. */
  EmbeddedBroker broker() throws Exception {
    return await(broker);
  }

  /** The cluster, as soon as it is up. */
  LocalCluster cluster() throws Exception {
    return await(cluster);
  }

  /** Closes it when the JVM is told to end; {@code first} runs before that. */
  void closeOnInterrupt(Runnable first) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  if (!closed.get()) {
                    interrupted = true;
                    first.run();
                    close();
                    Logs.flush();
                  }
                },
                "stop-on-interrupt"));
  }

  /** Whether Ctrl-C closes it: failures after that are no news. */
  boolean isInterrupted() {
    return interrupted;
  }

  /** Stops both, then deletes their disk. A second caller waits for the first. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        CompletableFuture.allOf(stop("cluster", cluster), stop("broker", broker))
            .orTimeout(STOP_SECONDS, TimeUnit.SECONDS)
            .join();
      } catch (CompletionException e) {
        LOG.warn("the broker or the cluster did not stop cleanly", e);
      } finally {
        delete(work);
        stopped.complete(null);
      }
    }
    stopped.join();
  }

  private static <T> CompletableFuture<T> begin(String name, Callable<T> start) {
    var result = new CompletableFuture<T>();
    var thread =
        new Thread(
            () -> {
              try {
                result.complete(start.call());
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            },
            "start-" + name);
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  /** What could not be started need not be stopped; why it could not, {@link #await} says. */
  private static CompletableFuture<Void> stop(
      String name, CompletableFuture<? extends AutoCloseable> started) {
    return begin(
        "stop-" + name,
        () -> {
          AutoCloseable running = started.exceptionally(failure -> null).join();
          if (running != null) {
            running.close();
          }
          return null;
        });
  }

  private static <T> T await(CompletableFuture<T> future) throws Exception {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /** What is still being written while it is deleted is deleted in the next round. */
  private static void delete(Path directory) {
    for (int round = 1; Files.exists(directory) && round <= DELETE_ROUNDS; round++) {
      try {
        FileUtils.deleteDirectory(directory.toFile());
      } catch (IOException e) {
        LOG.warn("cannot delete {}, round {} of {}", directory, round, DELETE_ROUNDS, e);
      }
    }
  }
}
