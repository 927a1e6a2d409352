package io.taskweir.deploy;

import static io.taskweir.deploy.RunFolder.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.state.AuditEvent.Event;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verb {@code trace} on folders that were written by hand. */
class TraceTest {

  private static final String ROOT = id("a1b2c3");
  private static final String OTHER = id("f00d");
  private static final String LINK = id("11aa");

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private RunFolder run;

  @BeforeEach
  void passTheFirstStages() throws IOException {
    run = new RunFolder(directory.resolve("run"), "email");
    // In one chain, the event of the first stage is written last.
    run.event(Event.SUCCEEDED, "analyze-text", id("77"), ROOT, 9)
        .event(Event.SUCCEEDED, "parse-mail", ROOT, ROOT, 10)
        .event(Event.SUCCEEDED, "receive-mail", ROOT, ROOT, 0)
        .event(Event.SUCCEEDED, "receive-mail", OTHER, OTHER, 0);
  }

  @Test
  void drawsTasksUnderTheStageThatMadeThem() throws IOException {
    run.event(Event.SUCCEEDED, "decide", id("dd"), ROOT, 20).verdict(id("e1"), ROOT, "/mail/a.eml");

    assertThat(trace(ROOT).lines())
        .containsSequence(
            "receive-mail        a1b2c3a1  succeeded        1     +0 ms",
            "`- parse-mail       a1b2c3a1  succeeded        1  +10.0 ms")
        .contains("   |- analyze-text  77777777  succeeded        1  +9.00 ms")
        .contains("   `- decide        dddddddd  succeeded        1  +20.0 ms")
        .contains("source    /mail/a.eml", "outcome   1 verdict (4 succeeded)")
        .contains("  verdict " + id("e1") + "  verdict ham, score 0.05, version 1");
  }

  @Test
  void tellsWhatWentWrongAtEachAttempt() throws IOException {
    run.attempt(Event.RETRIED, "analyze-link", LINK, ROOT, 1, 1_000)
        .attempt(Event.RETRIED, "analyze-link", LINK, ROOT, 2, 2_000)
        .attempt(Event.DEAD, "analyze-link", LINK, ROOT, 3, 3_000)
        .letter("analyze-link", LINK, ROOT, "/mail/a.eml", "no route", "no route", "refused");

    assertThat(trace("a1b2c3"))
        .contains("- analyze-link  11aa11aa  dead EXHAUSTED TRANSIENT        3")
        .contains("attempt 1 failed +1.00 s after 5.00 ms: no route\n")
        .contains("attempt 2 failed +2.00 s after 5.00 ms: the same\n")
        .contains("attempt 3 failed +3.00 s: refused\n")
        .contains("source    /mail/a.eml (taskweir.email.in/0@7)");
  }

  @Test
  void namesTheTaskThatWasFirstAndItsRun() throws IOException {
    run.event(Event.SUCCEEDED, "analyze-link", id("22bb"), OTHER, 30)
        .suppressed("analyze-link", LINK, ROOT, id("22bb"), 40)
        .suppressed("analyze-link", id("33cc"), ROOT, LINK, 50)
        .suppressed("analyze-link", id("44dd"), ROOT, id("55ee"), 60);

    assertThat(trace(ROOT))
        .contains("suppressed by 22bb22bb of run f00df00d")
        .contains("suppressed by 11aa11aa of this run")
        .contains("suppressed by 55ee55ee of a run that is not here");
  }

  @Test
  void saysWhichTasksStillWait() throws IOException {
    run.attempt(Event.RETRIED, "analyze-link", LINK, ROOT, 1, 1_000)
        .event(Event.HELD, "analyze-attachment", id("9a"), ROOT, 50);

    assertThat(trace(ROOT))
        .contains("retried, still waiting", "held, still waiting")
        .contains("outcome   not ended: 2 tasks wait (3 succeeded)");
  }

  @Test
  void showsHowOftenAnEventIsThere() throws IOException {
    run.event(Event.LATE, "decide-gather", id("77"), ROOT, 90)
        .event(Event.LATE, "decide-gather", id("77"), ROOT, 90);

    assertThat(trace(ROOT)).contains("`- decide-gather  77777777  late x2");
  }

  @Test
  void countsTheSuccessOfATaskThatWasSentBack() throws IOException {
    run.attempt(Event.DEAD, "analyze-link", LINK, ROOT, 5, 1_000)
        .event(Event.SUCCEEDED, "analyze-link", LINK, ROOT, 60_000);

    assertThat(trace(ROOT))
        .contains("- analyze-link  11aa11aa  succeeded")
        .contains("also dead EXHAUSTED +1.00 s, attempt 5");
  }

  @Test
  void callsAnInputADuplicateWhoseKeyWasDone() throws IOException {
    run.suppressed("parse-mail", OTHER, OTHER, ROOT, 70);

    assertThat(trace(OTHER))
        .contains("outcome   duplicate: parse-mail had done its key before")
        .contains("suppressed by a1b2c3a1 of run a1b2c3a1")
        .contains("source    not known");
  }

  @Test
  void findsTheRunOfATaskAndMarksIt() throws IOException {
    assertThat(trace("777777")).contains("run       " + ROOT, "77777777 <");
  }

  @Test
  void findsARunByItsSource() throws IOException {
    run.verdict(id("e1"), ROOT, "/mail/box.mbox#1")
        .letter("parse-mail", OTHER, OTHER, null, "no message");

    for (String source : new String[] {"/mail/box.mbox#1", "box.mbox#1", "box.mbox"}) {
      assertThat(trace(source)).as(source).contains("run       " + ROOT);
    }
    assertThat(trace("taskweir.email.in/0@7")).contains("run       " + OTHER);
  }

  @Test
  void listsNoMoreThanTwentyRunsThatMayBeMeant() throws IOException {
    for (int i = 10; i < 40; i++) {
      run.verdict(id("e" + i), id("c" + i), "/mail/box.mbox#" + i);
    }

    assertThat(failure(1, "box.mbox").lines())
        .hasSize(21)
        .startsWith("taskweir: box.mbox means more than 20 runs; which?")
        .contains("  " + id("c11") + "  /mail/box.mbox#11");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void saysThatThereIsNoSuchRun() throws IOException {
    assertThat(failure(1, "abcdef").lines()).singleElement().asString().contains("abcdef");
    assertThat(failure(1, "nowhere.eml").lines())
        .singleElement()
        .asString()
        .contains("nowhere.eml", run.path().toString(), "duplicate");
  }

  @Test
  void refusesAFolderThatNoRunHasLeft() throws IOException {
    Files.delete(run.path().resolve("dead-letters.jsonl"));

    assertThat(failure(2, ROOT).lines())
        .singleElement()
        .asString()
        .contains("no run's folder, expected dead-letters.jsonl in it");
  }

  @Test
  void saysWhichLineItCannotRead() throws IOException {
    run.line("audit.jsonl", "{\"root\":\"" + ROOT + "\", cut of");

    assertThat(failure(1, ROOT).lines()).singleElement().asString().contains("audit.jsonl:5: ");
  }

  @Test
  void showsTheParentOfWhichNothingIsAudited() throws IOException {
    run = new RunFolder(directory.resolve("sensors"), "sensors");
    run.letter("roll-up", LINK, ROOT, "s.csv:4", "too late");

    assertThat(trace(LINK))
        .contains("(not audited)  a1b2c3a1    no event")
        .contains("`- roll-up     11aa11aa <  dead EXHAUSTED TRANSIENT")
        .contains(
            "not shown: what succeeded in receive-readings, split-readings, validate-reading,"
                + " drop-duplicates, roll-up, which audit failures only"
                + " (see taskweir.sensors.STAGE.audit)");
  }

  @Test
  void mergesTheLogsOfAllProcessesInTime() throws IOException {
    Path logs = Files.createDirectories(directory.resolve("logs"));
    Files.writeString(logs.resolve("a.log"), log("10:00:02+00:00", 1, ROOT, "third"));
    Files.writeString(logs.resolve("a.log.1"), log("10:00:00+00:00", 1, ROOT, "first"));
    Files.writeString(
        logs.resolve("b.log"),
        log("11:00:01+01:00", 2, ROOT, "second")
            + log("11:00:01+01:00", 2, OTHER, "another run's")
            + "time=2026-03-02T10:00:01Z root="
            + ROOT
            + " msg=\"cut off\n"
            + "a banner of something else\n");

    assertThat(trace(ROOT, "--logs", "--log-dir", logs.toString()).lines())
        .containsSequence(
            "log",
            "       +0 ms  WARN   vm:1  parse-mail a1b2c3a1  first",
            "     +1.00 s  WARN   vm:2  parse-mail a1b2c3a1  second",
            "     +2.00 s  WARN   vm:1  parse-mail a1b2c3a1  third",
            "",
            "not shown: what succeeded in join-feedback, which audit failures only (see"
                + " taskweir.email.STAGE.audit)",
            "log: 1 lines name the run and are not logfmt");
  }

  @Test
  void readsTheLogOfTheRunItself() throws IOException {
    run.line("taskweir.log", log("10:00:00+00:00", 1, ROOT, "it \u001b[2J did").strip());

    assertThat(trace(ROOT, "--logs"))
        .contains("+0 ms  WARN   parse-mail a1b2c3a1  it \\u001b[2J did");
  }

  @Test
  void showsWhatAStrangerWroteAsWhatItIs() throws IOException {
    run.verdict(id("e1"), ROOT, "/mail/a\u001b[31m\u202egpj.eml\nrun  fake");

    assertThat(trace(ROOT)).contains("source    /mail/a\\u001b[31m\\u202egpj.eml\\u000arun  fake");
  }

  private static String log(String time, int pid, String root, String said) {
    return "time=2026-03-02T%s level=WARN logger=x pid=%d host=vm stage=parse-mail task=%s root=%s attempt=1 msg=\"%s\"\n"
        .formatted(time, pid, root, root, said.replace("\u001b", "\\u001b"));
  }

  private String trace(String asked, String... more) {
    assertThat(execute(asked, more)).as(err.toString()).isZero();
    return out.toString();
  }

  private String failure(int code, String asked) {
    assertThat(execute(asked)).isEqualTo(code);
    return err.toString();
  }

  private int execute(String asked, String... more) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] all = new String[more.length + 4];
    all[0] = "trace";
    all[1] = asked;
    all[2] = "--from";
    all[3] = run.path().toString();
    System.arraycopy(more, 0, all, 4, more.length);
    return Taskweir.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }
}
