package io.taskweir.deploy.flink;

import io.taskweir.deploy.RunFailedException;
import io.taskweir.deploy.cluster.ClusterFolder;
import io.taskweir.state.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** What was submitted from this machine: a line a job, and each jar once, by its content. */
final class Submissions {

  private final Path home = ClusterFolder.home();

  /** Copies a jar to where a build does not overwrite it. */
  Path keep(Path jar) throws IOException {
    Path kept = home.resolve("jars").resolve(digest(jar) + ".jar");
    if (Files.notExists(kept)) {
      Files.createDirectories(kept.getParent());
      Path half = Files.createTempFile(kept.getParent(), "half", ".jar");
      Files.copy(jar, half, StandardCopyOption.REPLACE_EXISTING);
      Files.move(half, kept, StandardCopyOption.ATOMIC_MOVE);
    }
    return kept;
  }

  void record(Submission submission) throws IOException {
    Path file = file(submission.job());
    Files.createDirectories(file.getParent());
    Files.write(file, Json.writeBytes(submission));
  }

  /** How {@code job} was started; empty where another machine or {@code flink run} did it. */
  Optional<Submission> of(FlinkJob job) {
    Path file = file(job.id());
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.mapper().readValue(Files.readAllBytes(file), Submission.class));
    } catch (IOException e) {
      throw new RunFailedException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private Path file(String job) {
    return home.resolve("submissions").resolve(job + ".json");
  }

  private static String digest(Path jar) throws IOException {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      try (var in = new DigestInputStream(Files.newInputStream(jar), sha)) {
        byte[] buffer = new byte[1 << 16];
        while (in.read(buffer) >= 0) {
          // The stream feeds the digest.
        }
      }
      return HexFormat.of().formatHex(sha.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
