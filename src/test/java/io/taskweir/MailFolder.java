package io.taskweir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder of messages as a person may have it, and some that are out to break what reads them. */
final class MailFolder {

  private static final String MIXED =
      "From: eve@example.com\nSubject: hostile\nContent-Type: multipart/mixed; boundary=b\n\n";

  private final Path folder;
  private int messages;

  private MailFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Fills a folder.
   *
   * @return how many messages are in it
   */
  static int write(Path folder) throws IOException {
    MailFolder mail = new MailFolder(folder);
    mail.wanted();
    mail.mailbox();
    mail.hostile();
    return mail.messages;
  }

  private void wanted() throws IOException {
    for (int i = 0; i < 10; i++) {
      Message message = new Message(i).links("http://site-" + i % 3 + ".example/");
      file("letters/" + i + ".eml", message.bytes());
    }
    file("letters/copy of 1.eml", Files.readAllBytes(folder.resolve("letters/1.eml")));
  }

  private void mailbox() throws IOException {
    ByteArrayOutputStream box = new ByteArrayOutputStream();
    for (int i = 20; i < 23; i++) {
      box.writeBytes(Message.utf8("From ada@example.com Mon Jan  6 10:00:00 2025\n"));
      box.writeBytes(new Message(i).bytes());
      box.writeBytes(Message.utf8("\n"));
    }
    file("archive.mbox", box.toByteArray());
    messages += 2;
  }

  private void hostile() throws IOException {
    byte[] zip = Message.zipOfZeros(50_000_000);
    for (var message :
        List.of(
            Message.nested(1, 8_000),
            Message.utf8("Subject: " + "x".repeat(3_000_000) + "\n\nbody\n"),
            Message.utf8("X: x\n".repeat(200_000) + "\nbody\n"),
            Message.utf8(MIXED + "--b\n\n".repeat(100_000) + "--b--\n"),
            Message.utf8(html("<div>".repeat(300_000))),
            Message.utf8(html("<a href='http://\u0430pple.example\u0000/%".repeat(20_000))),
            Message.utf8("=?utf-8?q?".repeat(20_000)),
            new Message(30).attaches("bomb.zip", "application/zip", zip).bytes(),
            new byte[100_000],
            new byte[0])) {
      file("hostile/" + messages + ".eml", message);
    }
  }

  private static String html(String body) {
    return "From: eve@example.com\nSubject: hostile\nContent-Type: text/html\n\n" + body;
  }

  private void file(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    messages++;
  }
}
