package io.taskweir.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user hears who types what cannot be: one line, and exit code 2. */
class TaskweirTest {

  private static final int USAGE = 2;
  private static final int FAILED = 1;

  @TempDir Path folder;

  private final StringWriter err = new StringWriter();
  private Path mail;
  private Path out;

  /** Later verbs would otherwise send this JVM's log to the folder of a test. */
  @BeforeAll
  static void settleTheLog() {
    LogManager.getLogger(TaskweirTest.class);
  }

  @BeforeEach
  void writeAMessage() throws IOException {
    mail = Files.createDirectory(folder.resolve("mail"));
    Files.writeString(mail.resolve("1.eml"), "Subject: hello\r\n\r\nhello\r\n");
    out = folder.resolve("out");
  }

  @AfterEach
  void leaveNoProperties() {
    List.of("log4j2.configurationFile", "taskweir.log.file", "taskweir.log.level")
        .forEach(System::clearProperty);
  }

  @Test
  void asksForAVerb() {
    assertThat(usage())
        .isEqualTo(
            "which verb? expected: cancel, cluster, demo, dist, feed, load, run, savepoint, submit,"
                + " sweep, top, topics, trace, train, upgrade (see ./taskweir --help)");
  }

  @Test
  void asksForAWorkflow() {
    assertThat(usage("run"))
        .isEqualTo("which workflow? expected: email, sensors (see ./taskweir run --help)");
  }

  @Test
  void namesAVerbThatItDoesNotKnow() {
    assertThat(usage("walk")).contains("walk", "(see ./taskweir --help)");
  }

  @Test
  void namesWhatIsMissing() {
    assertThat(usage("run", "email"))
        .contains("--output=DIR", "--input=PATH", "(see ./taskweir run email --help)");
  }

  @Test
  void namesAnOptionThatItDoesNotKnow() {
    assertThat(email("--fast")).contains("--fast");
  }

  @Test
  void namesAPathThatIsMissing() {
    assertThat(usage("run", "email", "--input", folder + "/nowhere", "--output", out.toString()))
        .startsWith("cannot read " + folder + "/nowhere: no such file or folder");
  }

  @Test
  void refusesAFolderThatIsNotEmpty() throws IOException {
    Files.createDirectory(out);
    Files.writeString(out.resolve("precious"), "do not touch");

    assertThat(email())
        .startsWith("--output " + out + " is not empty: expected an absent or empty folder");
    assertThat(out.resolve("precious")).hasContent("do not touch");
  }

  @Test
  void refusesAFileAsItsFolder() throws IOException {
    Files.writeString(out, "a file");

    assertThat(email()).startsWith("--output " + out + " is a file: expected a folder");
  }

  @Test
  void refusesAFolderInsideItsInput() {
    out = mail.resolve("out");

    assertThat(email()).startsWith("--output " + out + " lies inside --input " + mail);
    assertThat(out).doesNotExist();
  }

  @Test
  void refusesNumbersOutOfRange() {
    assertThat(email("--parallelism", "0")).startsWith("--parallelism 0: expected 1 to 128");
    assertThat(email("--web-port", "65536")).startsWith("--web-port 65536: expected 0 to 65535");
    assertThat(email("--parallelism", "two")).contains("--parallelism", "two");
  }

  @Test
  void refusesALevelThatDoesNotExist() {
    assertThat(email("--log-level", "loud")).contains("--log-level", "loud");
  }

  @Test
  void refusesASettingThatDoesNotExist() {
    assertThat(email("--set", "taskweir.chekpoint.interval=1s"))
        .contains("taskweir.chekpoint.interval");
    assertThat(email("--set", "taskweir.checkpoint.interval")).contains("expected: key=value");
    assertThat(email("--set", "taskweir.checkpoint.interval=soon")).contains("soon");
  }

  @Test
  void leavesNothingBehindWhenItRefuses() {
    email("--set", "nonsense=1");

    assertThat(out).doesNotExist();
  }

  @Test
  void refusesLengthsAndZonesThatCannotBe() throws IOException {
    assertThat(sensors("7x")).startsWith("--every: expected seconds, minutes or hours");
    assertThat(sensors("1w,1mo")).startsWith("--every: 1w does not nest in 1mo");
    assertThat(sensors("1h", "--zone", "Mars/Base"))
        .startsWith("--zone Mars/Base: expected a time");
    assertThat(sensors("1h", "--columns", "x")).startsWith("--columns: expected time=COLUMN");
    assertThat(sensors("1h", "--lateness", "soon")).contains("taskweir.sensors.lateness", "soon");
    assertThat(sensors("1h", "--anomalies", "a.json")).startsWith("--anomalies needs --plot");
    assertThat(out).doesNotExist();
  }

  @Test
  void refusesSettingsThatAreNone() throws IOException {
    Path settings = folder.resolve("settings.txt");
    Files.writeString(settings, "# nothing\nsensors.range.a\n");
    assertThat(sensors("1h", "--settings", settings.toString()))
        .startsWith("--settings " + settings + ", line 2: expected \"name: JSON\"");
    Files.writeString(settings, "a: 1\na: 2\n");
    assertThat(sensors("1h", "--settings", settings.toString())).contains("line 2: a is set twice");
  }

  @Test
  void asksForBrokersBeforeItCreatesTopics() {
    assertThat(usage("topics", "email", "--create")).startsWith("--create needs --kafka HOST:PORT");
  }

  @Test
  void asksWhetherToPrintOrToCreate() {
    assertThat(usage("topics", "email")).contains("--print", "--create");
    assertThat(usage("topics", "email", "--print", "--create")).contains("--print", "--create");
  }

  @Test
  void namesTheWorkflowsThatHaveTopics() {
    assertThat(usage("topics", "e-mail", "--print")).contains("e-mail", "email");
  }

  @Test
  void saysInOneLineThatNoBrokerAnswers() {
    int code = execute("topics", "email", "--create", "--kafka", "127.0.0.1:1");

    assertThat(code).isEqualTo(FAILED);
    assertThat(err.toString()).startsWith("taskweir: cannot reach Kafka at 127.0.0.1:1");
    assertThat(err.toString().lines()).hasSize(1);
  }

  @Test
  void refusesWhatCannotBeTraced() {
    assertThat(usage("trace", "abcdef", "--dir", folder + "/no-cluster"))
        .startsWith("no cluster is up on this machine; expected --from DIR or --kafka HOST:PORT");
    assertThat(usage("trace", "abcdef", "--from", folder + "/nowhere"))
        .startsWith("--from " + folder + "/nowhere: no such folder");
    assertThat(usage("trace", "abcdef", "--from", mail.toString()))
        .startsWith("--from " + mail + ": no run's folder, expected audit.jsonl in it");
    assertThat(usage("trace", "abcdef", "--kafka", "127.0.0.1:1", "--workflow", "e-mail"))
        .startsWith("--workflow: unknown workflow");
    assertThat(usage("trace", "abcdef", "--kafka", "127.0.0.1:1", "--workflow", "email", "--logs"))
        .startsWith("--logs with --kafka needs --log-dir DIR");
  }

  @Test
  void refusesALoadThatCannotBeCounted() {
    String[] from = {"load", "email", "--from", mail.toString()};
    assertThat(usage("load", "e-mail", "--from", "x")).startsWith("WORKFLOW: unknown workflow");
    assertThat(usage(with(from, "--hours", "0"))).startsWith("--hours 0: expected 1 to 744");
    assertThat(usage(with(from, "--every", "soon"))).startsWith("--every soon");
    assertThat(usage(with(from, "--every", "1s"))).contains("at most 10000 windows, got 86400");
    assertThat(usage(with(from, "--publish"))).startsWith("--publish needs --kafka HOST:PORT");
    assertThat(usage(from)).contains("no run's folder");
  }

  private static String[] with(String[] some, String... more) {
    String[] all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }

  private String sensors(String every, String... more) throws IOException {
    Path readings = folder.resolve("s1.csv");
    Files.writeString(readings, "timestamp,value\n2026-01-01 00:00:00,1\n");
    var all = new String[more.length + 8];
    List.of("run", "sensors", "--input", readings.toString(), "--output", out.toString())
        .toArray(all);
    all[6] = "--every";
    all[7] = every;
    System.arraycopy(more, 0, all, 8, more.length);
    return usage(all);
  }

  private String email(String... more) {
    var all = new String[more.length + 6];
    List.of("run", "email", "--input", mail.toString(), "--output", out.toString()).toArray(all);
    System.arraycopy(more, 0, all, 6, more.length);
    return usage(all);
  }

  /** The one line of a usage error, without the program's name. */
  private String usage(String... arguments) {
    err.getBuffer().setLength(0);
    assertThat(execute(arguments)).as(err.toString()).isEqualTo(USAGE);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).startsWith("taskweir: ").contains(" --help)");
    return err.toString().strip().substring("taskweir: ".length());
  }

  private int execute(String... arguments) {
    return Taskweir.commandLine().setErr(new PrintWriter(err, true)).execute(arguments);
  }
}
