package io.taskweir.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What a run's log file holds, and what a user sees of it. */
@Isolated("replaces standard error and system properties")
class RunLogTest {

  @TempDir Path folder;

  private final PrintStream standardError = System.err;
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private Path file;

  @BeforeEach
  void watchStandardError() {
    file = folder.resolve("taskweir.log");
    System.setErr(new PrintStream(shown, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void giveStandardErrorBack() {
    System.setErr(standardError);
    System.clearProperty("taskweir.log.file");
    System.clearProperty("taskweir.log.level");
  }

  @Test
  void keepsTheChatterOfFlinkInTheFileAndThatOfKafkaOut() throws IOException {
    log("info");

    assertThat(Files.readString(file))
        .contains("logger=io.taskweir.Ours", "msg=\"we say info\"", "msg=\"flink says info\"")
        .contains("msg=\"kafka says warn\"")
        .doesNotContain("kafka says info", "we say debug", "stack=");
  }

  @Test
  void showsOurWarningsAndNobodyElses() throws IOException {
    log("info");

    assertThat(shown.toString(StandardCharsets.UTF_8))
        .contains("msg=\"we say warn\"")
        .doesNotContain("kafka", "flink", "we say info");
  }

  @Test
  void writesOursWithStacksAtDebug() throws IOException {
    log("debug");

    assertThat(Files.readString(file))
        .contains("msg=\"we say debug\"", " stack=\"java.io.IOException: no disk\\n")
        .doesNotContain("flink says debug");
  }

  @Test
  void writesErrorsAloneWhereTheUserWantsNoMore() throws IOException {
    log("error");

    assertThat(Files.readString(file))
        .contains("msg=\"flink says error\"")
        .doesNotContain("warn", "info");
  }

  @Test
  void makesNoFileBeforeItsFirstLine() {
    context("info").stop(10, TimeUnit.SECONDS);

    assertThat(file).doesNotExist();
  }

  private void log(String level) {
    LoggerContext context = context(level);
    var ours = context.getLogger("io.taskweir.Ours");
    ours.debug("we say debug");
    ours.info("we say info");
    ours.warn("we say warn", new IOException("no disk"));
    context.getLogger("org.apache.kafka.Theirs").info("kafka says info");
    context.getLogger("org.apache.kafka.Theirs").warn("kafka says warn");
    context.getLogger("org.apache.flink.Theirs").debug("flink says debug");
    context.getLogger("org.apache.flink.Theirs").info("flink says info");
    context.getLogger("org.apache.flink.Theirs").error("flink says error");
    context.stop(10, TimeUnit.SECONDS);
  }

  private LoggerContext context(String level) {
    System.setProperty("taskweir.log.file", file.toString());
    System.setProperty("taskweir.log.level", level);
    var context = new LoggerContext("run", null, URI.create("classpath:log4j2-run.xml"));
    context.start();
    return context;
  }
}
