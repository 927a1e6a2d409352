package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.state.Content;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnalyzeAttachmentTest {

  private static final byte[] PDF = Archives.text("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n");

  @Test
  void findsNothingInAFileThatIsWhatItSays() throws Exception {
    AttachmentFinding finding = Analysis.of(file("report.pdf", PDF));

    assertThat(finding.reasons()).isEmpty();
    assertThat(finding.risk()).isZero();
    assertThat(finding.type()).isEqualTo("application/octet-stream");
    assertThat(finding.detected()).isEqualTo("application/pdf");
    assertThat(finding.size()).isEqualTo(PDF.length);
    assertThat(finding.sha256()).isEqualTo(Content.digestOf(PDF));
  }

  @Test
  void knowsAProgramByItsBytes() throws Exception {
    assertThat(codes("picture.jpg", Archives.PROGRAM))
        .containsExactly("FILE_EXECUTABLE", "FILE_OTHER_TYPE");
    assertThat(codes(null, Archives.PROGRAM)).containsExactly("FILE_EXECUTABLE");
  }

  @Test
  void knowsAProgramByItsName() throws Exception {
    assertThat(codes("setup.vbs", Archives.text("x = 1"))).containsExactly("FILE_EXECUTABLE");
    assertThat(codes("setup.EXE ", Archives.PROGRAM)).containsExactly("FILE_EXECUTABLE");
  }

  @Test
  void noticesAnExtensionThatHidesAnother() throws Exception {
    assertThat(codes("invoice.pdf.exe", Archives.PROGRAM)).contains("FILE_DOUBLE_EXTENSION");
    assertThat(codes("notes.v2.txt", Archives.text("x"))).isEmpty();
  }

  @Test
  void noticesNamesThatDisplayAsOthers() throws Exception {
    AttachmentFinding finding = Analysis.of(file("annual\u202Efdp.exe", Archives.PROGRAM));

    assertThat(Analysis.codes(finding.reasons())).contains("FILE_HIDDEN_NAME");
    assertThat(finding.reasons()).extracting(Reason::detail).anyMatch(d -> d.contains("<U+202E>"));
    assertThat(codes("invoice.pdf          .exe", Archives.PROGRAM))
        .contains("FILE_HIDDEN_NAME", "FILE_DOUBLE_EXTENSION");
  }

  @Test
  void comparesWhatANamePromisesWithTheBytes() throws Exception {
    assertThat(codes("photo.png", PDF)).containsExactly("FILE_OTHER_TYPE");
    assertThat(codes("letter.docx", Archives.zip("word/document.xml", PDF))).isEmpty();
    assertThat(codes("table.csv", Archives.text("a,b\n1,2\n"))).isEmpty();
    assertThat(codes("data.unheard-of", PDF)).isEmpty();
    assertThat(codes("empty.pdf", new byte[0])).isEmpty();
  }

  @Test
  void looksIntoArchives() throws Exception {
    assertThat(codes("notes.zip", Archives.zip("notes.txt", PDF))).isEmpty();
    assertThat(codes("notes.zip", Archives.zip("notes.exe", PDF)))
        .containsExactly("ARCHIVE_EXECUTABLE");
    assertThat(codes("notes.zip", Archives.zip("notes.txt", Archives.PROGRAM)))
        .containsExactly("ARCHIVE_EXECUTABLE");
    assertThat(codes("notes.tar.gz", Archives.tarGz("a/run.bat", PDF)))
        .containsExactly("ARCHIVE_EXECUTABLE");
    assertThat(codes("deep.zip", Archives.zip("in.zip", Archives.zip("x.scr", PDF))))
        .containsExactly("ARCHIVE_EXECUTABLE");
  }

  @Test
  void noticesMacrosInADocument() throws Exception {
    assertThat(codes("letter.docx", Archives.zip("word/vbaProject.bin", PDF)))
        .contains("FILE_MACROS");
  }

  @Test
  void noticesPathsThatLeaveTheirFolder() throws Exception {
    AttachmentFinding finding = Analysis.of(file("a.zip", HostileArchives.ofTraversals()));

    assertThat(Analysis.codes(finding.reasons())).containsExactly("ARCHIVE_PATH");
    assertThat(finding.reasons().get(0).detail()).endsWith("../../outside.txt and 3 more");
  }

  @Test
  void findsThatAnArchiveIsEncryptedOrBroken() throws Exception {
    assertThat(codes("a.zip", Archives.encrypted("plan.txt"))).contains("ARCHIVE_ENCRYPTED");
    byte[] zip = Archives.zip("a.txt", Archives.text("a page of text"));
    assertThat(codes("a.zip", Arrays.copyOf(zip, 40))).containsExactly("ARCHIVE_BROKEN");
    byte[] gz = Archives.gz(Archives.text("a page of text"));
    gz[gz.length - 5] ^= 1;
    assertThat(codes("a.gz", gz)).containsExactly("ARCHIVE_BROKEN");
  }

  @Test
  void saysThatItDoesNotLookIntoOthers() throws Exception {
    byte[] rar = Archives.text("Rar!\u001a\u0007\u0000 and more");

    assertThat(codes("a.rar", rar)).containsExactly("ARCHIVE_CLOSED");
  }

  @Test
  void survivesEveryCutOfAnArchive() throws Exception {
    for (byte[] whole :
        List.of(
            Archives.zip("a/notes.txt", Archives.text("lantern ".repeat(50))),
            Archives.tarGz("a/notes.txt", Archives.text("lantern ".repeat(50))))) {
      for (int length = 0; length < whole.length; length += 7) {
        byte[] cut = Arrays.copyOf(whole, length);
        assertThat(Analysis.of(file("a.bin", cut)).size()).isEqualTo(length);
      }
    }
  }

  @Test
  void findsTheSameForEveryMessage() throws Exception {
    Attachment one = file("notes.zip", Archives.zip("notes.exe", PDF));
    Attachment equal =
        new Attachment(one.name(), one.declaredType(), Content.of(one.content().bytes().clone()));

    assertThat(equal.identity()).isEqualTo(one.identity());
    assertThat(Analysis.of(one)).isEqualTo(Analysis.of(equal));
  }

  private static List<String> codes(String name, byte[] bytes) throws Exception {
    return Analysis.codes(Analysis.of(file(name, bytes)).reasons());
  }

  private static Attachment file(String name, byte[] bytes) {
    return new Attachment(name, "application/octet-stream", Content.of(bytes));
  }
}
