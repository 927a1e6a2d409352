package io.taskweir.connectors.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailFilesTest {

  private static final String FROM = "From ann@example.org Mon Jan  1 10:00:00 2024\n";
  private static final String TWO = FROM + "Subject: a\n\n" + FROM + "Subject: b\n\n";

  @TempDir Path folder;

  @Test
  void readsAFileAsOneMessageNamedAsGiven() throws IOException {
    write("a.eml", "Subject: a\n");

    assertThat(read("a.eml")).containsExactly(Map.entry("a.eml", "Subject: a\n"));
  }

  @Test
  void readsAFolderAtEveryDepthByName() throws IOException {
    write("mail/b.eml", "b");
    write("mail/a/deep/er/c.txt", "c");
    write("mail/a.eml", "a");

    assertThat(read("mail").keySet())
        .containsExactly("mail/a/deep/er/c.txt", "mail/a.eml", "mail/b.eml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mbox", "archive.mbox", "ARCHIVE.MBOX", "old.mbx", "Inbox", "Sent Items"})
  void readsAnMboxAsManyMessages(String name) throws IOException {
    write(name, TWO);

    assertThat(read(name))
        .containsExactly(
            Map.entry(name + "#1", "Subject: a\n"), Map.entry(name + "#2", "Subject: b\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.eml", "a.txt", "0001.5f3a9c", "1", "1700000000.M1P2.host:2,S", "12."})
  void leavesASingleMessageThatBeginsWithAFromLineAsItIs(String name) throws IOException {
    write(name, TWO);

    assertThat(read(name)).containsExactly(Map.entry(name, TWO));
  }

  @Test
  void readsAFileThatIsAnMboxByNameOnlyAsOneMessage() throws IOException {
    write("a.mbox", "Subject: a\n\n" + FROM);
    write("Inbox", "From ann\nSubject: b\n");

    assertThat(read("a.mbox").keySet()).containsExactly("a.mbox");
    assertThat(read("Inbox").keySet()).containsExactly("Inbox");
  }

  @Test
  void readsAnMboxWithoutDates() throws IOException {
    write("a.mbox", "From ann\nSubject: a\n\nFrom bob\nSubject: b\n");

    assertThat(read("a.mbox").keySet()).containsExactly("a.mbox#1", "a.mbox#2");
  }

  @Test
  void readsNothingInAnEmptyMboxAndAnEmptyMessageInAnEmptyFile() throws IOException {
    write("mbox", "");
    write("a.eml", "");

    assertThat(read("mbox")).isEmpty();
    assertThat(read("a.eml")).containsExactly(Map.entry("a.eml", ""));
  }

  @Test
  void readsAMaildirAndItsSubfoldersButNeitherTmpNorIndexes() throws IOException {
    for (String sub : List.of("cur", "new", "tmp", ".Sent/cur", ".Sent/new", ".Sent/tmp")) {
      Files.createDirectories(folder.resolve("Maildir").resolve(sub));
    }
    write("Maildir/cur/1.a.host:2,S", TWO);
    write("Maildir/cur/.hidden", "x");
    write("Maildir/new/2", TWO);
    write("Maildir/tmp/3.c.host", "x");
    write("Maildir/dovecot.index", "x");
    write("Maildir/.Sent/cur/4.d.host", "d");

    assertThat(read("Maildir").keySet())
        .containsExactly("Maildir/.Sent/cur/4.d.host", "Maildir/cur/1.a.host:2,S", "Maildir/new/2");
  }

  @Test
  void entersEachFolderOnceWhateverLinksSay() throws IOException {
    write("mail/a.eml", "a");
    write("mail/sub/b.eml", "b");
    Files.createSymbolicLink(folder.resolve("mail/sub/up"), folder.resolve("mail"));
    Files.createSymbolicLink(folder.resolve("mail/twin"), folder.resolve("mail/sub"));
    Files.createSymbolicLink(folder.resolve("mail/z.eml"), folder.resolve("mail/a.eml"));

    assertThat(read("mail").keySet()).containsExactly("mail/a.eml", "mail/sub/b.eml", "mail/z.eml");
  }

  @Test
  void readsAPathThatIsGivenTwiceTwice() throws IOException {
    write("a.eml", "a");

    MailFiles mail = MailFiles.of(List.of(folder.resolve("a.eml"), folder.resolve("a.eml")));

    assertThat(mail.forEach(file -> {})).isEqualTo(2);
    assertThat(mail.check()).isEqualTo(2);
  }

  @Test
  void namesAMissingPathInOneLine() {
    Path missing = folder.resolve("missing");
    MailFiles mail = MailFiles.of(List.of(missing));

    assertThatThrownBy(mail::check)
        .isInstanceOf(UnreadableInputException.class)
        .hasMessage("cannot read " + missing + ": no such file or folder");
    assertThatThrownBy(() -> mail.forEach(file -> {})).isInstanceOf(UnreadableInputException.class);
  }

  @Test
  void namesALinkThatLeadsNowhere() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("a.eml"), folder.resolve("gone"));

    assertThatThrownBy(MailFiles.of(List.of(folder))::check)
        .hasMessage("cannot read " + link + ": no such file or folder");
  }

  @Test
  void namesWhatIsForbidden() {
    assertThat(UnreadableInputException.of(Path.of("a"), new AccessDeniedException("a")))
        .hasMessage("cannot read a: permission denied");
  }

  @Test
  void countsFilesWhenItChecks() throws IOException {
    write("mail/a.eml", "a");
    write("mail/b.mbox", TWO);

    assertThat(MailFiles.of(List.of(folder.resolve("mail"))).check()).isEqualTo(2);
  }

  private void write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content, ISO_8859_1);
  }

  /** Contents by source, relative to the folder. */
  private Map<String, String> read(String name) throws IOException {
    Map<String, String> read = new LinkedHashMap<>();
    long count =
        MailFiles.of(List.of(folder.resolve(name)))
            .forEach(
                mail ->
                    read.put(
                        mail.source().substring(folder.toString().length() + 1),
                        new String(mail.content().readAllBytes(), ISO_8859_1)));
    assertThat(count).isEqualTo(read.size());
    return read;
  }
}
