package io.taskweir.deploy;

import io.taskweir.connectors.blob.FileSystemBlobStore;
import io.taskweir.connectors.kafka.KafkaClients;
import io.taskweir.connectors.kafka.KafkaFeed;
import io.taskweir.connectors.kafka.Topics;
import io.taskweir.deploy.cluster.ClusterPlan;
import io.taskweir.deploy.cluster.InFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.annotation.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where to and how fast. */
final class FeedOptions {

  @Nullable
  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "The brokers. Default: that of this machine's cluster.")
  String kafka;

  @Nullable
  @Option(
      names = "--blobs",
      paramLabel = "DIR",
      description =
          "Where what is larger than 64 KiB goes, as taskweir.blob.dir of the workflow names it."
              + " Default without --kafka: that of this machine's cluster.")
  String blobs;

  @Option(
      names = "--tenant",
      paramLabel = "NAME",
      description = "Whose it is. Default: the workflow's own.")
  String tenant = "default";

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "At most so many a second. Default 0: as fast as the broker takes them.")
  int rate;

  @Nullable
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A file of options; its kafka.* settings (TLS, SASL) reach the client.")
  Path config;

  @Mixin InFolder in;

  private final Progress progress = Progress.onStandardError();

  /** Sends all of {@code inputs} and prints how many there were. */
  void send(String workflow, String inputs, WorkflowPlan.Feed feed) throws IOException {
    if (rate < 0) {
      throw new UsageException("--rate " + rate + ": expected 0 or more");
    }
    String topic = Topics.name(workflow, "in");
    var store =
        new FileSystemBlobStore(
            where(
                blobs,
                "--blobs DIR",
                kafka == null ? in.folder().up().map(this::ownBlobs) : Optional.empty()));
    KafkaClients clients =
        Origin.clients(
            where(kafka, "--kafka HOST:PORT", in.folder().up().map(ClusterPlan::kafka)), config);
    Topics.require(clients, List.of(topic));
    long begin = System.nanoTime();
    try (var sending = KafkaFeed.connect(clients, topic, tenant, store)) {
      feed.to(
          sending,
          () -> {
            pace(begin, sending.sent());
            progress.show(() -> "sent %s: %,d".formatted(inputs, sending.sent()));
          });
      long sent = sending.finish();
      progress.clear();
      System.out.printf(Locale.ROOT, "%,d %s sent to %s%n", sent, inputs, topic);
    }
  }

  /** Waits until {@code sent} are not too many. */
  private void pace(long begin, long sent) {
    if (rate == 0) {
      return;
    }
    long due = begin + sent * 1_000_000_000L / rate;
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private String ownBlobs(ClusterPlan plan) {
    return in.folder().blobs().toString();
  }

  private static String where(@Nullable String given, String option, Optional<String> own) {
    return Optional.ofNullable(given)
        .or(() -> own)
        .orElseThrow(
            () -> new UsageException("no cluster is up on this machine; expected " + option));
  }
}
