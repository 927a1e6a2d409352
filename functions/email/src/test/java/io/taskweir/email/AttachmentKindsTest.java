package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of file that is looked into, made by real tools, with all that is said of it. */
class AttachmentKindsTest {

  private static final List<String> NONE = List.of();

  @ParameterizedTest
  @MethodSource("files")
  void saysOfEachFileWhatItIs(
      String name, List<String> reasons, List<String> incomplete, List<String> links)
      throws Exception {
    Inspected inspected = Inspected.of(name);

    assertThat(inspected.codes()).containsExactlyElementsOf(reasons);
    assertThat(inspected.finding().incomplete()).containsExactlyElementsOf(incomplete);
    assertThat(inspected.urls()).containsExactlyElementsOf(links);
  }

  static Stream<Arguments> files() {
    return Stream.of(documents(), pdfs(), archives(), pages(), others()).flatMap(files -> files);
  }

  private static Stream<Arguments> documents() {
    List<String> macros = List.of("FILE_MACROS", "FILE_MACRO_AUTORUN", "FILE_MACRO_SYSTEM");
    List<String> macroLinks = List.of("http://macro.example/next");
    return Stream.of(
        arguments("notes.doc", NONE, NONE, NONE),
        arguments("notes.docx", NONE, NONE, NONE),
        arguments("macro.doc", macros, NONE, macroLinks),
        arguments("macro.docm", macros, NONE, macroLinks),
        arguments("greeting.ods", List.of("FILE_MACROS"), NONE, NONE),
        arguments(
            "template.docx", List.of("FILE_REMOTE_PART"), NONE, List.of("http://t.example/a.dotm")),
        arguments("linked.docx", NONE, NONE, List.of("http://shop.example/")),
        arguments("dde.docx", List.of("FILE_DDE"), NONE, NONE),
        arguments("object.doc", List.of("FILE_EXECUTABLE", "FILE_OBJECT"), NONE, NONE),
        arguments(
            "object.rtf",
            List.of("FILE_REMOTE_PART", "FILE_OBJECT"),
            List.of("RTF_OBJECT:object.rtf"),
            List.of("http://t.example/b.dotm")),
        arguments(
            "locked.docx",
            List.of("FILE_ENCRYPTED"),
            List.of("DOCUMENT_ENCRYPTED:locked.docx"),
            NONE),
        arguments(
            "secret.odt",
            List.of("FILE_ENCRYPTED"),
            List.of("BROKEN:content.xml", "DOCUMENT_ENCRYPTED"),
            NONE));
  }

  private static Stream<Arguments> pdfs() {
    return Stream.of(
        arguments("plain.pdf", NONE, NONE, NONE),
        arguments("link.pdf", NONE, NONE, List.of("http://shop.example/offer")),
        arguments("script.pdf", List.of("PDF_SCRIPT", "PDF_AUTORUN"), NONE, NONE),
        arguments("packed.pdf", List.of("PDF_SCRIPT", "PDF_AUTORUN"), NONE, NONE),
        arguments("launch.pdf", List.of("PDF_LAUNCH", "PDF_AUTORUN"), NONE, NONE),
        arguments(
            "form.pdf",
            List.of("PDF_AUTORUN", "PDF_FORM"),
            NONE,
            List.of("http://collect.example/in")),
        arguments("embedded.pdf", List.of("FILE_EXECUTABLE", "FILE_OBJECT"), NONE, NONE),
        arguments("qr.pdf", List.of("IMAGE_QR_LINK"), NONE, List.of("http://code.example/pay")),
        arguments(
            "secret.pdf", List.of("FILE_ENCRYPTED"), List.of("PDF_ENCRYPTED:secret.pdf"), NONE));
  }

  private static Stream<Arguments> archives() {
    List<String> program = List.of("ARCHIVE_EXECUTABLE");
    List<String> encrypted = List.of("ARCHIVE_ENCRYPTED");
    return Stream.of(
        arguments("nested.zip", program, NONE, NONE),
        arguments("tool.7z", program, NONE, NONE),
        arguments("tool.tar.xz", program, NONE, NONE),
        arguments("plan.txt.xz", NONE, NONE, NONE),
        arguments("secret.zip", encrypted, List.of("ARCHIVE_ENCRYPTED:plan.txt"), NONE),
        arguments("secret.7z", encrypted, List.of("ARCHIVE_ENCRYPTED:secret.7z"), NONE),
        arguments("names.7z", encrypted, List.of("ARCHIVE_ENCRYPTED:names.7z"), NONE));
  }

  private static Stream<Arguments> pages() {
    return Stream.of(
        arguments(
            "login.html",
            List.of("CREDENTIALS", "HTML_FORM", "HTML_PASSWORD", "FILE_PAGE", "PAGE_LOGIN"),
            NONE,
            List.of("http://collect.example/login.php")),
        arguments(
            "smuggle.html", List.of("HTML_SCRIPT", "FILE_PAGE", "PAGE_SMUGGLING"), NONE, NONE),
        arguments(
            "redirect.html",
            List.of("FILE_PAGE", "PAGE_REDIRECT"),
            NONE,
            List.of("http://next.example/a")),
        arguments(
            "script.svg",
            List.of("HTML_SCRIPT", "FILE_PAGE", "SVG_SCRIPT"),
            NONE,
            List.of("http://drawn.example/")));
  }

  private static Stream<Arguments> others() {
    return Stream.of(
        arguments("qr.png", List.of("IMAGE_QR_LINK"), NONE, List.of("http://code.example/pay")),
        arguments("words.png", NONE, NONE, NONE),
        arguments(
            "winmail.dat", List.of("FILE_EXECUTABLE"), NONE, List.of("http://in-tnef.example/")),
        arguments(
            "forwarded.eml",
            List.of("FILE_EXECUTABLE", "FILE_DOUBLE_EXTENSION"),
            NONE,
            List.of("http://in-message.example/")),
        arguments(
            "invite.ics",
            List.of("CALENDAR_INVITE"),
            NONE,
            List.of(
                "http://meet.example/room", "http://other.example/", "http://events.example/1")));
  }
}
