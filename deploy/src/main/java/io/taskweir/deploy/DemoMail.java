package io.taskweir.deploy;

import java.io.BufferedWriter;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The messages of the demo: those in the jar, and those that would be too large to lie there. */
public final class DemoMail {

  private static final String FOLDER = "/demo/mail/";
  private static final String INDEX = "/demo/index.txt";

  private static final long TOO_LARGE = 26_000_000;
  private static final int LONG_LINE = 70_000;

  private DemoMail() {}

  /** Writes all of them below {@code folder}. */
  public static void unpack(Path folder) throws IOException {
    for (String name : index()) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      try (InputStream in = resource(FOLDER + name)) {
        Files.copy(in, file);
      }
    }
    tooLarge(folder.resolve("refused/too-large.eml"));
    lineTooLong(folder.resolve("refused/line-too-long.eml"));
    failing(folder, "retried-once", FailingLinks.ONCE);
    failing(folder, "never-reached", FailingLinks.ALWAYS);
    failing(folder, "out-of-room", FailingLinks.FULL);
    failing(folder, "wrong-code", FailingLinks.WRONG);
  }

  private static List<String> index() throws IOException {
    try (InputStream in = resource(INDEX)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static InputStream resource(String name) throws IOException {
    InputStream in = DemoMail.class.getResourceAsStream(name);
    if (in == null) {
      throw new FileNotFoundException("no sample " + name + " in the jar");
    }
    return in;
  }

  private static void tooLarge(Path file) throws IOException {
    try (var out = message(file, "Everything, at once")) {
      String line = "This line is repeated until the message is larger than a message may be.\r\n";
      for (long written = 0; written < TOO_LARGE; written += line.length()) {
        out.write(line);
      }
    }
  }

  private static void lineTooLong(Path file) throws IOException {
    try (var out = message(file, "In one breath")) {
      out.write("and so on ".repeat(LONG_LINE / 10));
      out.write("\r\n");
    }
  }

  private static void failing(Path folder, String name, String host) throws IOException {
    Path file = folder.resolve("failing").resolve(name + ".eml");
    Files.createDirectories(file.getParent());
    try (var out = message(file, "Where the notes are")) {
      out.write("The notes of our meeting are at https://" + host + "/notes\r\n");
      out.write("Please read them before Thursday, and tell me what is missing.\r\n");
    }
  }

  private static BufferedWriter message(Path file, String subject) throws IOException {
    BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII);
    out.write("From: Office <office@society.example.org>\r\n");
    out.write("To: reader@example.org\r\n");
    out.write("Subject: " + subject + "\r\n");
    out.write("Date: Mon, 02 Mar 2026 09:30:00 +0100\r\n");
    out.write("Message-ID: <" + file.getFileName() + "@society.example.org>\r\n");
    out.write("\r\n");
    return out;
  }
}
