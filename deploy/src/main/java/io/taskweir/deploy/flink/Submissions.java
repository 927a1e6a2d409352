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

  /**
   * Copies a file to where neither a build nor an editor changes it: what is gone back to is what
   * was started. Temporary files are the owner's alone, so a configuration's secrets stay his.
   */
  Path keep(Path file, String kind) throws IOException {
    String name = file.getFileName().toString();
    String ending = name.contains(".") ? name.substring(name.lastIndexOf('.')) : "";
    Path kept = home.resolve(kind).resolve(digest(file) + ending);
    if (Files.notExists(kept)) {
      Files.createDirectories(kept.getParent());
      Path half = Files.createTempFile(kept.getParent(), "half", ending);
      try (var in = Files.newInputStream(file);
          var out = Files.newOutputStream(half)) {
        in.transferTo(out);
      }
      Files.move(half, kept, StandardCopyOption.ATOMIC_MOVE);
    }
    return kept;
  }

  void record(Submission submission) throws IOException {
    Path file = file(submission.job());
    Files.createDirectories(file.getParent());
    Path half = Files.createTempFile(file.getParent(), "half", ".json");
    Files.write(half, Json.writeBytes(submission));
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
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
