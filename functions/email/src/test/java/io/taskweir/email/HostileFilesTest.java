package io.taskweir.email;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.taskweir.engine.Rejection;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files made to cost more than they should: each ends soon, and says what was left out. */
@Timeout(value = 20, unit = SECONDS)
class HostileFilesTest {

  private static final AnalyzeAttachment TASK = new AnalyzeAttachment();

  @BeforeAll
  static void open() {
    TASK.open();
  }

  @Test
  void endsAPdfThatUnpacksToFarTooMuch() throws Exception {
    AttachmentFinding finding = look("a.pdf", HostileFiles.pdfOfBlanks(200));

    assertThat(finding.incomplete()).containsExactly("PDF_BUDGET:a.pdf");
  }

  @Test
  void readsAPdfThatNestsWithoutEnd() throws Exception {
    String nested = "%PDF-1.7\n1 0 obj\n" + "[<<".repeat(200_000);
    String after = "\n2 0 obj << /S /Launch /F (tool.exe) >> endobj";

    assertThat(Analysis.codes(look("a.pdf", Archives.text(nested + after)).reasons()))
        .containsExactly("PDF_LAUNCH");
  }

  @Test
  void readsAPdfOfObjectsThatReferToThemselves() throws Exception {
    String pdf =
        "%PDF-1.7\n1 0 obj << /Type /Catalog /OpenAction 1 0 R /AA 1 0 R /Names 1 0 R >> endobj\n"
            + "2 0 obj << /Type /Filespec /EF << /F 2 0 R >> /F (loop.pdf) >> endobj";

    assertThat(look("a.pdf", Archives.text(pdf)).incomplete())
        .containsExactly("PDF_EMBEDDED:loop.pdf");
  }

  @Test
  void endsChainsOfSectorsThatAreRings() throws Exception {
    assertThat(look("a.doc", HostileFiles.ringOfSectors()).incomplete())
        .containsExactly("BROKEN:a.doc");
  }

  @Test
  void decodesNoImageThatSaysItIsHuge() throws Exception {
    assertThat(look("a.png", HostileFiles.png(65_535, 65_535)).incomplete())
        .containsExactly("IMAGE_PIXELS:65535x65535/a.png");
    assertThat(look("a.png", HostileFiles.png(Integer.MAX_VALUE, Integer.MAX_VALUE)).incomplete())
        .hasSize(1);
  }

  @Test
  void triesNotAllTriplesOfTooManyCorners() throws Exception {
    assertThat(look("a.bmp", HostileFiles.bmpOfCorners(1_500)).incomplete())
        .containsExactly("IMAGE_CORNERS");
  }

  @Test
  void keepsTheFilesOfATnefBeforeAWrongLength() throws Exception {
    byte[] tnef = Inspected.bytes("winmail.dat");
    ByteBuffer.wrap(tnef).order(ByteOrder.LITTLE_ENDIAN).putInt(tnef.length - 34, 1 << 30);

    AttachmentFinding finding = look("winmail.dat", tnef);

    assertThat(finding.incomplete()).containsExactly("BROKEN:winmail.dat");
    assertThat(Analysis.codes(finding.reasons())).containsExactly("FILE_EXECUTABLE");
  }

  @Test
  void readsACalendarOfAMillionLines() throws Exception {
    String lines = "BEGIN:VCALENDAR\nORGANIZER:mailto:a@b.example\n" + "X:1\n".repeat(1_000_000);

    AttachmentFinding finding = look("a.ics", Archives.text(lines));

    assertThat(Analysis.codes(finding.reasons())).containsExactly("CALENDAR_INVITE");
    assertThat(finding.incomplete()).containsExactly("PART_TOO_LARGE:a.ics");
  }

  @Test
  void readsACalendarOfOneLineThatIsFoldedAgainAndAgain() throws Exception {
    String lines = "BEGIN:VCALENDAR\nSUMMARY:x" + "\n y".repeat(1_000_000);

    assertThat(look("a.ics", Archives.text(lines)).incomplete()).isEmpty();
  }

  @Test
  void rejectsADocumentThatIsABomb() throws Exception {
    byte[] bomb = Archives.zip("word/document.xml", Archives.text("<a/>".repeat(5_000_000)));

    Rejection end = catchThrowableOfType(Rejection.class, () -> look("a.docx", bomb));

    assertThat(end).hasMessageContaining("for each byte packed");
  }

  @Test
  void readsXmlThatNestsWithoutEnd() throws Exception {
    byte[] docx = Archives.zip("word/document.xml", random("<a>", 300_000));

    assertThat(look("a.docx", docx).incomplete()).containsExactly("BROKEN:word/document.xml");
  }

  @Test
  void expandsNoEntitiesOfADocument() throws Exception {
    String xml =
        "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'><!ENTITY c '&b;&b;'>]>"
            + "<a><instrText>DDE &c;</instrText></a>";

    AttachmentFinding finding =
        look("a.docx", Archives.zip("word/document.xml", Archives.text(xml)));

    assertThat(finding.incomplete()).containsExactly("BROKEN:word/document.xml");
  }

  /** Repeats a text with random numbers in between, so that it does not pack too well. */
  private static byte[] random(String text, int times) {
    Random random = new Random(7);
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < times; i++) {
      all.append(text).append(Integer.toHexString(random.nextInt()));
    }
    return Archives.text(all.toString());
  }

  private static AttachmentFinding look(String name, byte[] bytes) throws Exception {
    return Inspected.of(TASK, name, bytes).finding();
  }
}
