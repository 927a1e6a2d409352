package io.taskweir.deploy;

import io.taskweir.connectors.blob.FileSystemBlobStore;
import io.taskweir.connectors.kafka.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code sweep}: deletes blobs that nobody can name any more. Run it daily, as cron or a Kubernetes
 * job does; it locks nothing, and the workflows go on meanwhile.
 */
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Delete blobs that were last stored longer ago than any topic or state can name them.",
      ""
    })
final class Sweep implements Callable<Integer> {

  /** A blob's age is known to a day only: see {@link FileSystemBlobStore}. */
  private static final Duration AGE_PRECISION = Duration.ofDays(1);

  @Option(
      names = "--blobs",
      required = true,
      paramLabel = "DIR",
      description = "The blob store, as taskweir.blob.dir names it: a folder or a URI.")
  String blobs;

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      defaultValue = "91 d",
      description =
          "Blobs that were last stored longer ago than this go, such as 120 d. Default and least:"
              + " ${DEFAULT-VALUE}, the retention of dead letters and a day.")
  String olderThan;

  @Option(
      names = "--anyway",
      description = "Allow less: dead letters whose input goes can then not be redriven.")
  boolean anyway;

  @Override
  public Integer call() throws Exception {
    Duration age = age();
    fileSystems();
    long deleted = new FileSystemBlobStore(blobs).sweep(age, Instant.now());
    System.out.printf("%,d blobs deleted from %s%n", deleted, blobs);
    return 0;
  }

  /**
   * Those of Flink's plugins, such as {@code s3://}, configured as Flink is: {@code FLINK_CONF_DIR}
   * and {@code FLINK_PLUGINS_DIR} say where. Where they say nothing, there is the local one.
   */
  private static void fileSystems() {
    Configuration flink = GlobalConfiguration.loadConfiguration();
    FileSystem.initialize(flink, PluginUtils.createPluginManagerFromRootFolder(flink));
  }

  private Duration age() {
    Duration age;
    try {
      age = TimeUtils.parseDuration(olderThan);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new UsageException("--older-than " + olderThan + ": expected a duration such as 120 d");
    }
    Duration least = Topics.LONGEST_RETENTION.plus(AGE_PRECISION);
    if (!anyway && age.compareTo(least) < 0) {
      throw new UsageException(
          "--older-than %s: expected at least %d d, the longest retention of a topic (%d d) and a day; or --anyway"
              .formatted(olderThan, least.toDays(), Topics.LONGEST_RETENTION.toDays()));
    }
    return age;
  }
}
