package io.taskweir.email;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Messages that are made to break a parser: too deep, too many, too long, too costly, or no
 * messages at all. Everything is derived from fixed seeds, so that a name always means the same
 * bytes.
 *
 * <p>Run with a directory to have them as files: {@code HostileMessages DIR}.
 */
public final class HostileMessages {

  /** Writes one message. */
  @FunctionalInterface
  interface Writer {
    void write(OutputStream out) throws IOException;
  }

  private static final String HEADER =
      """
      From: Mallory <mallory@example.com>
      To: bob@example.org
      Subject: hostile
      Date: Mon, 6 Jan 2025 10:00:00 +0000
      Message-ID: <1@example.com>
      MIME-Version: 1.0
      """;

  private static final String HTML = HEADER + "Content-Type: text/html; charset=utf-8\n\n";
  private static final String PLAIN = HEADER + "Content-Type: text/plain; charset=utf-8\n\n";
  private static final String MIXED = HEADER + "Content-Type: multipart/mixed; boundary=b\n\n";
  private static final int MEGABYTE = 1_000_000;

  private final Map<String, Writer> messages = new LinkedHashMap<>();

  private HostileMessages() {
    addStructures();
    addHeaders();
    addBodies();
    addHtml();
    addLinks();
    addAttachments();
    addNoMessages();
  }

  /** All messages, by file name. */
  static Map<String, Writer> all() {
    return new HostileMessages().messages;
  }

  /** Writes all messages as files into {@code directory}. */
  public static void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    for (Map.Entry<String, Writer> message : all().entrySet()) {
      Path file = directory.resolve(message.getKey() + ".eml");
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
        message.getValue().write(out);
      }
    }
  }

  /** Writes all messages into the directory that is named. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("usage: HostileMessages DIR");
    }
    write(Path.of(arguments[0]));
  }

  private void addStructures() {
    messages.put("nested-parts-8000", out -> nestedParts(out, 8_000));
    messages.put("nested-parts-100000", out -> nestedParts(out, 100_000));
    messages.put("nested-parts-20", out -> nestedParts(out, 20));
    messages.put("nested-messages-5000", out -> nestedMessages(out, 5_000));
    messages.put("nested-messages-base64", HostileMessages::nestedInBase64);
    messages.put("empty-parts-200000", out -> repeated(out, MIXED, "--b\n\n", 200_000, "--b--\n"));
    messages.put("parts-499", out -> repeated(out, MIXED, "--b\n\nhello\n", 499, "--b--\n"));
    messages.put(
        "almost-boundaries",
        out -> repeated(out, MIXED, "--bb\n--b-\n-- b\n", MEGABYTE, "--b--\n"));
    messages.put("dashes", out -> dashes(out, 19, '-', 24 * MEGABYTE));
    messages.put("deep-and-large", out -> dashes(out, 19, 'x', 24 * MEGABYTE));
    messages.put("boundary-9000", out -> boundary(out, "b".repeat(9_000)));
    messages.put("boundary-of-spaces", out -> boundary(out, "\"    \""));
    messages.put(
        "boundary-missing", out -> text(out, HEADER + "Content-Type: multipart/mixed\n\n--b\n\nx"));
    messages.put("end-boundary-first", out -> text(out, MIXED + "--b--\n--b\n\nhidden\n"));
    messages.put("self-similar-boundaries", HostileMessages::selfSimilar);
  }

  private void addHeaders() {
    messages.put(
        "headers-500000", out -> repeated(out, HEADER, "X-Header: x\n", 500_000, "\nbody"));
    messages.put("header-junk-500000", out -> repeated(out, HEADER, "junk\n", 500_000, "\nbody"));
    messages.put(
        "headers-in-parts",
        out -> repeated(out, MIXED, "--b\n" + "X-H: x\n".repeat(900) + "\nx\n", 499, "--b--\n"));
    messages.put("header-20mb", out -> repeated(out, "Subject: ", "x", 20 * MEGABYTE, "\n\nbody"));
    messages.put(
        "header-20mb-in-part",
        out -> repeated(out, MIXED + "--b\nX: ", "x", 20 * MEGABYTE, "\n\nx"));
    messages.put("header-folded", out -> repeated(out, "Subject: x\n", " x\n", MEGABYTE, "\nbody"));
    messages.put("encoded-words", out -> header(out, "Subject", "=?utf-8?q?x?= ", 9_900));
    messages.put(
        "encoded-words-endless", out -> header(out, "Subject", "=?utf-8?q?x?= ", 5 * MEGABYTE));
    messages.put("encoded-words-unclosed", out -> header(out, "Subject", "=?utf-8?q?", 9_900));
    messages.put("encoded-words-nested", out -> header(out, "Subject", "=?", 9_900));
    messages.put("encoded-words-ends", out -> header(out, "Subject", "?=", 9_900));
    messages.put(
        "encoded-words-charsets", out -> header(out, "Subject", "=?x-no-such?b?////?=", 9_900));
    messages.put(
        "encoded-words-everywhere",
        out -> {
          for (int i = 0; i < 990; i++) {
            header(out, i == 0 ? "Subject" : "From", "=?utf-8?q?=", 9_800, "\n");
          }
          text(out, "\nbody");
        });
    messages.put("comments-in-address", out -> header(out, "From", "(", 9_900));
    messages.put("comments-in-type", out -> header(out, "Content-Type", "(", 9_900));
    messages.put("comments-endless", out -> header(out, "From", "(", 5 * MEGABYTE));
    messages.put("quotes-in-address", out -> header(out, "From", "\"\\", 9_900));
    messages.put(
        "recipients-100000",
        out -> repeated(out, "To: a@b.example", ",\n a@b.example", 100_000, "\n\nx"));
    messages.put("rfc2231-100000", out -> continuations(out, 100_000));
    messages.put("rfc2231-in-parts", HostileMessages::continuationsInParts);
    messages.put(
        "dates", out -> header(out, "Date", "Mon, 99 Foo 99999999 99:99:99 +9999 ", 9_900));
    messages.put("header-without-body", out -> text(out, HEADER));
    messages.put(
        "header-unfinished", out -> text(out, "From: a@example.com\nSubject: no line break"));
    messages.put(
        "surrogates",
        out -> text(out, HEADER + "Subject: =?utf-16?b?2ADYAA==?=\n\n\u00ed\u00a0\u0080"));
  }

  private void addBodies() {
    messages.put("line-20mb", out -> repeated(out, PLAIN, "x", 20 * MEGABYTE, "\n"));
    messages.put("line-20mb-html", out -> repeated(out, HTML, "<b>", 6 * MEGABYTE, "\n"));
    messages.put(
        "line-20mb-base64",
        out -> repeated(out, encoded("text/plain", "base64"), "eHh4", 5 * MEGABYTE, "\n"));
    messages.put(
        "base64-junk",
        out -> repeated(out, encoded("text/plain", "base64"), "=\u00ff?!=\n", 3 * MEGABYTE, "\n"));
    messages.put(
        "quoted-printable-equals",
        out ->
            repeated(out, encoded("text/plain", "quoted-printable"), "==== \n", 4 * MEGABYTE, ""));
    messages.put(
        "quoted-printable-soft",
        out -> repeated(out, encoded("text/html", "quoted-printable"), "=\n", 12 * MEGABYTE, ""));
    messages.put(
        "text-24mb", out -> repeated(out, PLAIN, "lorem ipsum dolor sit amet\n", 888_888, ""));
    messages.put(
        "message-26mb", out -> repeated(out, PLAIN, "lorem ipsum dolor sit am\n", 1_040_000, ""));
    messages.put(
        "charset-switches",
        out ->
            repeated(
                out,
                HEADER + "Content-Type: text/plain; charset=iso-2022-jp\n\n",
                "\u001b$B\u001b(B\n",
                2 * MEGABYTE,
                ""));
    messages.put(
        "charset-utf-16",
        out ->
            repeated(
                out,
                HEADER + "Content-Type: text/html; charset=utf-16\n\n",
                "\u00d8\u0000\n",
                MEGABYTE,
                ""));
    messages.put(
        "charset-unknown",
        out -> text(out, HEADER + "Content-Type: text/plain; charset=\"\u0000../../x\"\n\n\u00e4"));
    messages.put("nuls-in-body", out -> repeated(out, PLAIN, "\0", 60_000, "\nx"));
    messages.put("carriage-returns-in-body", out -> repeated(out, PLAIN, "\r", 60_000, "\nx"));
  }

  private void addHtml() {
    messages.put("html-divs-100000", out -> repeated(out, HTML, "<div>\n", 100_000, "x"));
    messages.put("html-tables-deep", out -> repeated(out, HTML, "<table><tr><td>\n", 50_000, "x"));
    messages.put(
        "html-table-huge", out -> repeated(out, HTML + "<table>", "<tr><td>x<td>y\n", 60_000, "x"));
    messages.put("html-formatting", out -> repeated(out, HTML, "<b><i><u><p>\n", 70_000, "x"));
    messages.put("html-formatting-ids", out -> numbered(out, HTML, "<b id=%d><p>\n", 60_000));
    messages.put(
        "html-anchors-open", out -> repeated(out, HTML, "<a href='//x.example/'>\n", 40_000, "x"));
    messages.put(
        "html-anchors-in-tables",
        out -> repeated(out, HTML, "<a href=x><table><td>\n", 40_000, "x"));
    messages.put("html-attributes", out -> numbered(out, HTML + "<a ", "a%d=1\n", 100_000));
    messages.put(
        "html-attribute-huge", out -> repeated(out, HTML + "<a href='", "x\n", 490_000, "'>x</a>"));
    messages.put("html-entities", out -> repeated(out, HTML, "&#xD800;&notin&amp\n", 50_000, ""));
    messages.put("html-comment-open", out -> repeated(out, HTML + "<!--", "-- >\n", 190_000, ""));
    messages.put(
        "html-script-open", out -> repeated(out, HTML + "<script>", "<!--<script>\n", 70_000, ""));
    messages.put("html-angles", out -> repeated(out, HTML, "<<<<</</</\n", 90_000, ""));
    messages.put("html-svg", out -> repeated(out, HTML, "<svg><math><mi>\n", 60_000, ""));
    messages.put(
        "html-select", out -> repeated(out, HTML + "<select>", "<option><optgroup>\n", 50_000, ""));
    messages.put(
        "html-forms", out -> repeated(out, HTML, "<form action=//x.example><input>\n", 30_000, ""));
    messages.put("html-lists", out -> repeated(out, HTML, "<ul><li><dl><dd>\n", 60_000, ""));
    messages.put(
        "html-closing",
        out -> repeated(out, HTML + "<div>".repeat(300), "</p></br></x>\n", 70_000, ""));
    messages.put(
        "html-templates", out -> repeated(out, HTML, "<template><frameset>\n", 45_000, ""));
    messages.put(
        "html-24mb",
        out -> repeated(out, HTML, "<p><a href='http://e.example'>e.example</a>\n", 540_000, ""));
  }

  private void addLinks() {
    messages.put(
        "links-100000",
        out -> numbered(out, HTML, "<a href='http://h%d.example/'>x</a>\n", 20_000));
    messages.put(
        "links-plain-100000", out -> numbered(out, PLAIN, "http://h%d.example/\n", 45_000));
    messages.put("links-one", out -> repeated(out, PLAIN, "http://x.example/ \n", 50_000, ""));
    messages.put(
        "link-60000", out -> repeated(out, PLAIN + "http://x.example/", "x", 60_000, "\n"));
    messages.put("links-within-links", out -> lines(out, PLAIN, "http://", 990_000));
    messages.put("links-www", out -> lines(out, PLAIN, "www.", 990_000));
    messages.put("links-dots", out -> lines(out, PLAIN, "a.", 990_000));
    messages.put("links-colons", out -> lines(out, PLAIN, "a:", 990_000));
    messages.put("links-brackets", out -> lines(out, PLAIN, "http://x.example/((((", 990_000));
    messages.put(
        "links-unicode",
        out ->
            numbered(
                out,
                HTML,
                "<a href='http://"
                    + "\u00c3\u00a4".repeat(900)
                    + "%d.example'>"
                    + "\u00c3\u00a4.".repeat(240)
                    + "</a>\n",
                450));
    messages.put(
        "links-dot-segments",
        out ->
            numbered(
                out,
                HTML,
                "<a href='http://x.example/" + "a/../".repeat(1_500) + "%d'>x</a>\n",
                120));
    messages.put(
        "links-schemes",
        out -> numbered(out, HTML, "<a href='java\tscript:%d'>http://bank.example</a>\n", 20_000));
    messages.put(
        "link-data",
        out -> repeated(out, HTML + "<a href='data:text/html,", "x\n", 490_000, "'>x</a>"));
  }

  private void addAttachments() {
    messages.put(
        "zip-nested", out -> zip(out, HostileArchives.nested(HostileArchives.ofZeros(10), 5, 16)));
    messages.put(
        "zip-in-zip-100",
        out -> zip(out, HostileArchives.nested(HostileArchives.ofZeros(1), 100, 1)));
    messages.put("zip-zeros", out -> zip(out, HostileArchives.ofZeros(500)));
    messages.put(
        "zip-zeros-twice",
        out -> zip(out, HostileArchives.nested(HostileArchives.ofZeros(500), 1, 50)));
    messages.put("zip-entries", out -> zip(out, HostileArchives.ofEntries(100_000)));
    messages.put("zip-traversal", out -> zip(out, HostileArchives.ofTraversals()));
    messages.put("zip-cut", out -> zip(out, HostileArchives.cut()));
    messages.put("attachment-20mb", out -> zip(out, random(17 * MEGABYTE)));
    messages.put(
        "attachments-499",
        out ->
            repeated(
                out,
                MIXED,
                "--b\nContent-Disposition: attachment; filename=\"../../etc/passwd\"\n\nx\n",
                499,
                "--b--\n"));
    messages.put(
        "attachment-name",
        out ->
            text(
                out,
                MIXED
                    + "--b\nContent-Disposition: attachment;\n filename*=utf-8''%00%0d%0a%e2%80%aegpj.exe\n\nx\n--b--\n"));
  }

  private void addNoMessages() {
    messages.put("empty", out -> {});
    messages.put("one-byte", out -> out.write(0));
    messages.put("nuls", out -> out.write(new byte[MEGABYTE]));
    messages.put("binary", out -> out.write(random(MEGABYTE)));
    messages.put("zip-alone", out -> out.write(HostileArchives.ofZeros(10)));
    messages.put("line-feeds", out -> repeated(out, "", "\n", MEGABYTE, ""));
    messages.put("carriage-returns", out -> repeated(out, "", "\r", MEGABYTE, ""));
    messages.put("colons", out -> repeated(out, "", ":", MEGABYTE, ""));
    messages.put("prose", out -> text(out, "Dear Bob,\n\nthis is no message.\n"));
    messages.put(
        "carriage-return-lines", out -> text(out, HEADER.replace('\n', '\r') + "\rhello\r"));
    messages.put(
        "mbox-of-two",
        out -> text(out, ("From a Mon Jan  6 10:00:00 2025\n" + PLAIN + "x\n\n").repeat(2)));
  }

  private static void nestedParts(OutputStream out, int depth) throws IOException {
    text(out, HEADER);
    for (int i = 0; i < depth; i++) {
      text(out, "Content-Type: multipart/mixed; boundary=\"b" + i + "\"\n\n--b" + i + "\n");
    }
    text(out, "\nbody\n");
  }

  private static void nestedMessages(OutputStream out, int depth) throws IOException {
    for (int i = 0; i < depth; i++) {
      text(out, "From: a@example.com\nContent-Type: message/rfc822\n\n");
    }
    text(out, PLAIN + "body\n");
  }

  private static void nestedInBase64(OutputStream out) throws IOException {
    byte[] inner = (PLAIN + "body\n").getBytes(StandardCharsets.ISO_8859_1);
    String header =
        "From: a@example.com\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n";
    for (int i = 0; i < 30; i++) {
      inner =
          (header + Base64.getMimeEncoder().encodeToString(inner))
              .getBytes(StandardCharsets.ISO_8859_1);
    }
    out.write(inner);
  }

  /** Open multiparts with long boundaries, and a body that agrees with each of them almost. */
  private static void dashes(OutputStream out, int depth, char filler, int size)
      throws IOException {
    text(out, HEADER);
    for (int i = 0; i < depth; i++) {
      String boundary = "-".repeat(150) + i;
      text(
          out,
          "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\n\n--" + boundary + "\n");
    }
    text(out, "\n");
    repeated(out, "", String.valueOf(filler).repeat(999) + "\n", size / 1_000, "");
  }

  private static void boundary(OutputStream out, String boundary) throws IOException {
    text(out, HEADER + "Content-Type: multipart/mixed; boundary=" + boundary + "\n\n");
    text(out, "--" + boundary + "\n\nbody\n--" + boundary + "--\n");
  }

  private static void selfSimilar(OutputStream out) throws IOException {
    text(out, HEADER);
    for (int i = 1; i < 19; i++) {
      String boundary = "b".repeat(i);
      text(out, "Content-Type: multipart/mixed; boundary=" + boundary + "\n\n--" + boundary + "\n");
    }
    repeated(out, "\n", "--" + "b".repeat(200) + "\n", 100_000, "");
  }

  private static void header(OutputStream out, String name, String unit, int length)
      throws IOException {
    header(out, name, unit, length, "\n\nbody\n");
  }

  private static void header(OutputStream out, String name, String unit, int length, String end)
      throws IOException {
    repeated(out, name + ": ", unit, length / unit.length(), end);
  }

  private static void continuations(OutputStream out, int count) throws IOException {
    text(out, HEADER + "Content-Type: text/plain");
    for (int i = 0; i < count; i++) {
      text(out, ";\n name*" + i + "*=%41");
    }
    text(out, "\n\nbody\n");
  }

  private static void continuationsInParts(OutputStream out) throws IOException {
    text(out, MIXED);
    for (int part = 0; part < 499; part++) {
      text(out, "--b\nContent-Type: text/plain");
      for (int i = 700; i > 0; i--) {
        text(out, ";name*" + i + "*=%4");
      }
      text(out, "\n\nx\n");
    }
  }

  private static void zip(OutputStream out, byte[] archive) throws IOException {
    text(out, MIXED + "--b\nContent-Type: text/plain\n\nsee the archive\n--b\n");
    text(
        out,
        "Content-Type: application/zip; name=\"a.zip\"\nContent-Transfer-Encoding: base64\n\n");
    out.write(Base64.getMimeEncoder().encode(archive));
    text(out, "\n--b--\n");
  }

  private static String encoded(String type, String encoding) {
    return HEADER + "Content-Type: " + type + "\nContent-Transfer-Encoding: " + encoding + "\n\n";
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(42).nextBytes(bytes);
    return bytes;
  }

  /** A unit again and again, in lines of about 60,000 bytes, which no limit cuts. */
  private static void lines(OutputStream out, String head, String unit, int length)
      throws IOException {
    int perLine = 60_000 / unit.length();
    repeated(out, head, unit.repeat(perLine) + "\n", length / 60_000, "");
  }

  private static void numbered(OutputStream out, String head, String format, int count)
      throws IOException {
    text(out, head);
    for (int i = 0; i < count; i++) {
      text(out, format.replace("%d", Integer.toString(i)));
    }
  }

  private static void repeated(OutputStream out, String head, String unit, int count, String tail)
      throws IOException {
    text(out, head);
    byte[] bytes = unit.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < count; i++) {
      out.write(bytes);
    }
    text(out, tail);
  }

  private static void text(OutputStream out, String latin1) throws IOException {
    out.write(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }
}
