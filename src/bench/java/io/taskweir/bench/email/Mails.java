package io.taskweir.bench.email;

import io.taskweir.bench.course.Workload;
import io.taskweir.connectors.files.MailFiles;
import io.taskweir.deploy.DemoMail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.util.FileUtils;

/**
 * The input: messages in turn, over and over, under a header field more, so that every message is
 * another one while its links and attachments come again. Those that a broker does not take as a
 * record are left out.
 */
public final class Mails implements Workload {

  private static final int LARGEST = 900_000;

  private final List<Path> paths;
  private final List<byte[]> messages = new ArrayList<>();

  /** Those below {@code paths}, or those of the demo where there are none. */
  public Mails(List<Path> paths) {
    this.paths = List.copyOf(paths);
  }

  /** A message; there are no keys to draw from. */
  @Override
  public byte[] value(long number, long keys) {
    if (messages.isEmpty()) {
      read();
    }
    byte[] message = messages.get((int) (number % messages.size()));
    byte[] field = ("X-Number: " + number + "\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] value = Arrays.copyOf(field, field.length + message.length);
    System.arraycopy(message, 0, value, field.length, message.length);
    return value;
  }

  private void read() {
    try {
      if (paths.isEmpty()) {
        readDemo();
      } else {
        readBelow(paths);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (messages.isEmpty()) {
      throw new UncheckedIOException(
          new IOException("no message of at most " + LARGEST + " bytes in " + paths));
    }
  }

  private void readDemo() throws IOException {
    Path folder = Files.createTempDirectory("taskweir-mails-");
    try {
      DemoMail.unpack(folder);
      readBelow(List.of(folder));
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
  }

  private void readBelow(List<Path> all) throws IOException {
    MailFiles.of(all)
        .forEach(
            mail -> {
              byte[] message = mail.content().readNBytes(LARGEST + 1);
              if (message.length <= LARGEST) {
                messages.add(message);
              }
            });
  }
}
