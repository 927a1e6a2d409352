package io.taskweir.deploy;

import io.taskweir.connectors.blob.FileSystemBlobStore;
import io.taskweir.connectors.kafka.KafkaClients;
import io.taskweir.connectors.kafka.ReadTopic;
import io.taskweir.connectors.kafka.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Brings home what a job has committed: topics to files, and the blobs that dead letters name. */
final class Export {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Pattern DIGEST = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");

  private final KafkaClients clients;
  private final Path blobs;
  private final OutputFolder folder;

  /**
   * Makes one.
   *
   * @param blobs the folder of the run's blob store
   */
  Export(KafkaClients clients, Path blobs, OutputFolder folder) {
    this.clients = clients;
    this.blobs = blobs;
    this.folder = folder;
  }

  /** Writes the files of {@code plan}'s run, and counts what is in them. */
  Exported write(WorkflowPlan plan) throws IOException, InterruptedException {
    writeResults(plan);
    write(plan, "dead-letters", folder.deadLetters());
    write(plan, "audit", folder.audit());
    keepBlobs();
    return Exported.read(folder, plan.results());
  }

  private void writeResults(WorkflowPlan plan) throws IOException, InterruptedException {
    var files = new LinkedHashMap<String, Path>();
    plan.results().kinds().forEach(kind -> files.put(kind, folder.results(kind)));
    String topic = Topics.name(plan.workflow(), "results");
    ReadTopic reader = reader();
    reader.awaitCommits(topic, PATIENCE);
    reader.toLines(topic, files, plan.results().main());
  }

  private void write(WorkflowPlan plan, String kind, Path file)
      throws IOException, InterruptedException {
    String topic = Topics.name(plan.workflow(), kind);
    ReadTopic reader = reader();
    reader.awaitCommits(topic, PATIENCE);
    reader.toLines(topic, file);
  }

  private ReadTopic reader() {
    return new ReadTopic(clients, new FileSystemBlobStore(blobs.toString()));
  }

  /**
   * Keeps each blob whose digest stands in a dead letter. One too many costs disk; one too few
   * could not be redriven.
   */
  private void keepBlobs() throws IOException {
    if (!Files.isDirectory(blobs)) {
      return;
    }
    try (var lines = Files.newBufferedReader(folder.deadLetters(), StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        for (Matcher digest = DIGEST.matcher(line); digest.find(); ) {
          keep(digest.group());
        }
      }
    }
  }

  private void keep(String digest) throws IOException {
    try (var tenants = Files.newDirectoryStream(blobs)) {
      for (Path tenant : tenants) {
        Path blob = tenant.resolve(digest.substring(0, 2)).resolve(digest);
        Path kept = folder.blobs().resolve(blobs.relativize(blob));
        if (Files.exists(blob) && !Files.exists(kept)) {
          Files.createDirectories(kept.getParent());
          Files.move(blob, kept);
        }
      }
    }
  }
}
