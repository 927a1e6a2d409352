package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is looked at of a file at most; at each limit, and one beyond. */
class AttachmentLimitsTest {

  private static final FileLimits DEFAULTS = FileLimits.defaults();

  @Test
  void holdsNoDocumentThatIsTooLarge() throws Exception {
    byte[] pdf = Inspected.bytes("script.pdf");

    assertThat(within(documents(pdf.length), "a.pdf", pdf).incomplete()).isEmpty();
    AttachmentFinding larger = within(documents(pdf.length - 1), "a.pdf", pdf);
    assertThat(larger.incomplete()).containsExactly("DOCUMENT_TOO_LARGE:a.pdf");
    assertThat(larger.reasons()).isEmpty();
  }

  @Test
  void readsTheBeginningOfAPartThatIsTooLarge() throws Exception {
    byte[] calendar = Inspected.bytes("invite.ics");

    assertThat(within(parts(calendar.length), "a.ics", calendar).incomplete()).isEmpty();
    AttachmentFinding larger = within(parts(calendar.length - 1), "a.ics", calendar);
    assertThat(larger.incomplete()).containsExactly("PART_TOO_LARGE:a.ics");
    assertThat(Analysis.codes(larger.reasons())).containsExactly("CALENDAR_INVITE");
  }

  @Test
  void readsTheBeginningOfAPartOfADocument() throws Exception {
    byte[] docx =
        Archives.zip("word/document.xml", Archives.text("<a>" + "b".repeat(493) + "</a>"));

    assertThat(within(parts(500), "a.docx", docx).incomplete()).isEmpty();
    assertThat(within(parts(499), "a.docx", docx).incomplete())
        .contains("PART_TOO_LARGE:word/document.xml");
  }

  @Test
  void unpacksNoMoreOfAPdfThanItsBudget() throws Exception {
    byte[] pdf = HostileFiles.pdfOfBlanks(2);
    int unpacked = 2 * (1 << 20) + 30;

    AttachmentFinding within = within(inflated(unpacked + 1), "a.pdf", pdf);
    assertThat(within.incomplete()).isEmpty();
    assertThat(Analysis.codes(within.reasons())).containsExactly("PDF_LAUNCH");
    AttachmentFinding beyond = within(inflated(2 * (1 << 20)), "a.pdf", pdf);
    assertThat(beyond.incomplete()).containsExactly("PDF_BUDGET:a.pdf");
    assertThat(beyond.reasons()).isEmpty();
  }

  @Test
  void decodesNoImageOfTooManyPixels() throws Exception {
    byte[] code = Inspected.bytes("qr.png");
    int pixels = 99 * 99;

    assertThat(Analysis.codes(within(pixels(pixels), "a.png", code).reasons()))
        .containsExactly("IMAGE_QR_LINK");
    AttachmentFinding larger = within(pixels(pixels - 1), "a.png", code);
    assertThat(larger.incomplete()).containsExactly("IMAGE_PIXELS:99x99/a.png");
    assertThat(larger.reasons()).isEmpty();
  }

  @Test
  void countsThePixelsOfAllImagesTogether() throws Exception {
    byte[] eml =
        Archives.text(
            "Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n"
                + image()
                + image()
                + "\n--b--\n");

    assertThat(within(pixels(2 * 99 * 99), "a.eml", eml).incomplete()).isEmpty();
    assertThat(within(pixels(2 * 99 * 99 - 1), "a.eml", eml).incomplete())
        .containsExactly("IMAGE_PIXELS:99x99/code.png");
  }

  @Test
  void followsNoMoreLinksThanAllowed() throws Exception {
    Inspected fifty = Inspected.of(DEFAULTS, "a.html", pageOfLinks(50));
    assertThat(fifty.links()).hasSize(50);
    assertThat(fifty.finding().incomplete()).isEmpty();

    Inspected more = Inspected.of(DEFAULTS, "a.html", pageOfLinks(51));
    assertThat(more.links()).isEqualTo(fifty.links());
    assertThat(more.finding().incomplete()).containsExactly("LINKS_CUT");
  }

  @Test
  void readsNoMoreAttributesOfATnefThanAllowed() throws Exception {
    assertThat(within(items(100), "winmail.dat", HostileFiles.tnef(100)).incomplete()).isEmpty();
    assertThat(within(items(100), "winmail.dat", HostileFiles.tnef(101)).incomplete())
        .containsExactly("TNEF_ATTRIBUTES:winmail.dat");
  }

  @Test
  void readsNoMoreEntriesOfACompoundFileThanAllowed() throws Exception {
    byte[] doc = Inspected.bytes("macro.doc");

    assertThat(within(items(4), "a.doc", doc).incomplete()).isEmpty();
    AttachmentFinding fewer = within(items(3), "a.doc", doc);
    assertThat(fewer.incomplete()).containsExactly("OLE2_ENTRIES:a.doc");
    assertThat(Analysis.codes(fewer.reasons())).containsExactly("FILE_MACROS");
  }

  @Test
  void unpacksNoMoreOfACompoundFileThanItsBudget() throws Exception {
    byte[] doc = Inspected.bytes("macro.doc");

    assertThat(within(inflated(8_192 + 200), "a.doc", doc).incomplete()).isEmpty();
    assertThat(within(inflated(8_191), "a.doc", doc).incomplete())
        .containsExactly("PART_TOO_LARGE:M");
  }

  @Test
  void remembersNoMoreStreamsOfAPdfThanAllowed() throws Exception {
    byte[] pdf =
        Archives.text(
            "%PDF-1.7\n"
                + IntStream.range(1, 6)
                    .mapToObj(i -> i + " 0 obj\n<< /Length 1 >>\nstream\nx\nendstream\nendobj\n")
                    .collect(Collectors.joining()));

    assertThat(within(items(5), "a.pdf", pdf).incomplete()).isEmpty();
    assertThat(within(items(4), "a.pdf", pdf).incomplete()).containsExactly("PDF_STREAMS");
  }

  @Test
  void looksAtADocumentInTheDeepestArchiveAndNoDeeper() throws Exception {
    byte[] mail = Inspected.bytes("forwarded.eml");
    byte[] three = HostileArchives.nested(Archives.zip("a.eml", mail), 2, 1);

    assertThat(Analysis.codes(within(DEFAULTS, "a.zip", three).reasons()))
        .contains("FILE_DOUBLE_EXTENSION");

    byte[] inMail = Archives.zip("b.eml", mailWithImage());
    AttachmentFinding deeper = within(DEFAULTS, "a.zip", HostileArchives.nested(inMail, 2, 1));
    assertThat(deeper.reasons()).isEmpty();
    assertThat(deeper.incomplete()).containsExactly("TOO_DEEP:code.png");
  }

  private static byte[] mailWithImage() throws Exception {
    return Archives.text(
        "Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n"
            + image()
            + "\n--b--\n");
  }

  private static String image() throws Exception {
    return "\n--b\nContent-Type: image/png; name=code.png\nContent-Transfer-Encoding: base64\n\n"
        + Base64.getMimeEncoder().encodeToString(Inspected.bytes("qr.png"));
  }

  private static byte[] pageOfLinks(int count) {
    return Archives.text(
        IntStream.range(0, count)
            .mapToObj(i -> "<a href='http://shop.example/" + i + "'>more</a>")
            .collect(Collectors.joining("\n", "<html><body>", "</body></html>")));
  }

  private static AttachmentFinding within(FileLimits limits, String name, byte[] bytes)
      throws Exception {
    return Inspected.of(limits, name, bytes).finding();
  }

  private static FileLimits documents(int bytes) {
    return new FileLimits(
        bytes,
        DEFAULTS.partBytes(),
        DEFAULTS.inflatedBytes(),
        DEFAULTS.pixels(),
        DEFAULTS.links(),
        DEFAULTS.items());
  }

  private static FileLimits parts(int bytes) {
    return new FileLimits(
        DEFAULTS.documentBytes(),
        bytes,
        DEFAULTS.inflatedBytes(),
        DEFAULTS.pixels(),
        DEFAULTS.links(),
        DEFAULTS.items());
  }

  private static FileLimits inflated(int bytes) {
    return new FileLimits(
        DEFAULTS.documentBytes(),
        DEFAULTS.partBytes(),
        bytes,
        DEFAULTS.pixels(),
        DEFAULTS.links(),
        DEFAULTS.items());
  }

  private static FileLimits pixels(int pixels) {
    return new FileLimits(
        DEFAULTS.documentBytes(),
        DEFAULTS.partBytes(),
        DEFAULTS.inflatedBytes(),
        pixels,
        DEFAULTS.links(),
        DEFAULTS.items());
  }

  private static FileLimits items(int items) {
    return new FileLimits(
        DEFAULTS.documentBytes(),
        DEFAULTS.partBytes(),
        DEFAULTS.inflatedBytes(),
        DEFAULTS.pixels(),
        DEFAULTS.links(),
        items);
  }
}
