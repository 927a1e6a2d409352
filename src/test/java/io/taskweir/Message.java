package io.taskweir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A message in the making. */
final class Message {

  private final int number;
  private final StringBuilder header = new StringBuilder();
  private final List<String> parts = new ArrayList<>();
  private String text = "Dear colleague,\nhere is what we talked about on Monday.\n";

  Message(int number) {
    this.number = number;
    header
        .append("From: Ada Example <ada@example.com>\n")
        .append("To: bob@example.org\n")
        .append("Subject: Message ")
        .append(number)
        .append('\n')
        .append("Message-ID: <")
        .append(number)
        .append("@example.com>\n");
  }

  Message header(String line) {
    header.append(line).append('\n');
    return this;
  }

  Message says(String more) {
    text = text + more + '\n';
    return this;
  }

  Message links(String... urls) {
    for (String url : urls) {
      says("See " + url + " for more.");
    }
    return this;
  }

  Message attaches(String name, String type, byte[] bytes) {
    parts.add(
        "Content-Type: "
            + type
            + "; name=\""
            + name
            + "\"\nContent-Disposition: attachment; filename=\""
            + name
            + "\"\nContent-Transfer-Encoding: base64\n\n"
            + Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(bytes)
            + '\n');
    return this;
  }

  byte[] bytes() {
    String date = "Date: Mon, 6 Jan 2025 10:%02d:00 +0000\n".formatted(number % 60);
    String whole = header + date + "MIME-Version: 1.0\n";
    String body = "Content-Type: text/plain; charset=utf-8\n\n" + text;
    if (parts.isEmpty()) {
      return utf8(whole + body);
    }
    StringBuilder mixed = new StringBuilder(whole);
    mixed.append("Content-Type: multipart/mixed; boundary=edge\n\n--edge\n").append(body);
    parts.forEach(part -> mixed.append("\n--edge\n").append(part));
    return utf8(mixed.append("\n--edge--\n").toString());
  }

  /** Parts within parts, {@code depth} of them. */
  static byte[] nested(int number, int depth) {
    StringBuilder message = new StringBuilder("From: eve@example.com\nSubject: deep " + number);
    for (int level = 0; level < depth; level++) {
      message
          .append("\nContent-Type: multipart/mixed; boundary=b")
          .append(level)
          .append("\n\n--b")
          .append(level);
    }
    return utf8(message.append("\nContent-Type: text/plain\n\nat last\n").toString());
  }

  /** An archive of one entry of zeros, which packs a thousand to one. */
  static byte[] zipOfZeros(int size) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("zeros.bin"));
      zip.write(new byte[size]);
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException("memory has no errors", e);
    }
    return bytes.toByteArray();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
