package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.taskweir.engine.Words.Line;
import io.taskweir.state.DeadLetter;
import io.taskweir.state.FailureClass;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scratch files live as long as their attempt, however it ends. */
class ScratchTest {

  private static final Workflow WORKFLOW = Workflow.named("words");
  private static final int QUOTA = 1_000;
  private static final List<Path> DIRECTORIES = Collections.synchronizedList(new ArrayList<>());
  private static final CountDownLatch WRITING = new CountDownLatch(1);
  private static final List<Scratch> SCRATCHES = Collections.synchronizedList(new ArrayList<>());

  /** Writes a file and a folder, and then ends as its text says. */
  private static final class Write implements TaskFunction<Line, String> {

    @Override
    public void run(Line line, TaskContext<String> context) throws Exception {
      Path directory = context.scratch().directory();
      DIRECTORIES.add(directory);
      SCRATCHES.add(context.scratch());
      try (OutputStream file = context.scratch().create("file")) {
        file.write(new byte[10]);
      }
      Files.createDirectories(directory.resolve("folder/within"));
      Files.writeString(directory.resolve("folder/within/file"), "text");
      switch (line.text()) {
        case "fail" -> throw new IOException("told to fail");
        case "reject" -> throw new Rejection("TOLD_SO", "told to reject");
        case "overflow" -> throw new StackOverflowError();
        case "hang" -> new CountDownLatch(1).await();
        default -> context.emit(Files.size(directory.resolve("file")) + " bytes");
      }
    }
  }

  private static StageSettings once() {
    return StageSettings.DEFAULTS
        .withRetries(1, Duration.ofSeconds(1), Duration.ofSeconds(1))
        .withScratchQuota(QUOTA);
  }

  private static StageHarness<Line, String> open(
      TaskFunction<Line, String> task, StageSettings settings) throws Exception {
    return StageHarness.of(
        WORKFLOW.stage("write-files", task).returns(String.class).settings(settings), Line.class);
  }

  @BeforeEach
  void forget() {
    DIRECTORIES.clear();
    SCRATCHES.clear();
  }

  @ParameterizedTest
  @ValueSource(strings = {"return", "fail", "reject", "overflow"})
  void isGoneHoweverTheAttemptEnds(String end) throws Exception {
    try (var stage = open(new Write(), once())) {
      stage.send("a", new Line("k", end));

      assertThat(DIRECTORIES).singleElement().satisfies(path -> assertThat(path).doesNotExist());
      assertThat(stage.deadLetters()).hasSize("return".equals(end) ? 0 : 1);
    }
  }

  @Test
  void isGoneAfterATimeout() throws Exception {
    try (var stage = open(new Write(), once().withTimeout(Duration.ofMillis(200)))) {
      stage.send("a", new Line("k", "hang"));

      assertThat(DIRECTORIES).singleElement().satisfies(path -> assertThat(path).doesNotExist());
    }
  }

  @Test
  void everyAttemptHasADirectoryOfItsOwn() throws Exception {
    try (var stage = open(new Write(), StageSettings.DEFAULTS)) {
      stage.send("a", new Line("k", "fail"));
      stage.send("b", new Line("k", "return"));
      stage.advance(Duration.ofSeconds(2));

      assertThat(DIRECTORIES).hasSize(3).doesNotHaveDuplicates();
      assertThat(stage.results()).containsExactly("10 bytes");
    }
  }

  @Test
  void nothingStaysBehindWhenTheStageCloses() throws Exception {
    try (var stage = open(new Write(), once())) {
      stage.send("a", new Line("k", "return"));
    }

    assertThat(DIRECTORIES.get(0).getParent()).doesNotExist();
  }

  @Test
  void noDirectoryIsMadeForATaskThatAsksForNone() throws Exception {
    TaskFunction<Line, String> modest =
        (line, context) -> {
          SCRATCHES.add(context.scratch());
          context.emit("done");
        };
    try (var stage = open(modest, once())) {
      stage.send("a", new Line("k", ""));

      assertThat(stage.results()).containsExactly("done");
    }
  }

  @Test
  void canNoLongerBeHadWhenTheAttemptHasEnded() throws Exception {
    try (var stage = open(new Write(), once())) {
      stage.send("a", new Line("k", "return"));

      assertThat(SCRATCHES)
          .singleElement()
          .satisfies(
              scratch ->
                  assertThatThrownBy(scratch::directory)
                      .isInstanceOf(IOException.class)
                      .hasMessage("this attempt has ended; its scratch files are gone"));
    }
  }

  @Test
  void passingTheQuotaIsAShortageAndNotABug() throws Exception {
    TaskFunction<Line, String> greedy =
        (line, context) -> {
          for (String name : List.of("a", "b", "c")) {
            try (OutputStream file = context.scratch().create(name)) {
              file.write(new byte[Integer.parseInt(line.text())]);
              file.write(0);
            }
          }
          context.emit("fits");
        };
    try (var stage = open(greedy, once())) {
      stage.send("a", new Line("k", "332"));
      stage.send("b", new Line("k", "333"));

      assertThat(stage.results()).containsExactly("fits");
      DeadLetter letter = stage.deadLetters().get(0);
      assertThat(letter.reason()).isEqualTo("EXHAUSTED");
      assertThat(letter.failureClass()).isEqualTo(FailureClass.RESOURCE);
      assertThat(letter.detail()).endsWith("scratch quota of 1000 bytes exceeded");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../escaped", "a/../../escaped", "/escaped", "folder/file", "", ".", ".."})
  void refusesANameThatLeavesTheDirectory(String name) throws Exception {
    TaskFunction<Line, String> climber =
        (line, context) -> context.scratch().create(line.text()).close();
    try (var stage = open(climber, once())) {
      stage.send("a", new Line("k", name));

      assertThat(stage.deadLetters().get(0).detail())
          .startsWith(
              "java.lang.IllegalArgumentException: scratch file: a plain name expected, got")
          .endsWith(name);
    }
  }

  /** It goes on making files faster than they are deleted, which must not restart the job. */
  @Test
  void anAbandonedAttemptThatGoesOnWritingDoesNotFailTheStage(@TempDir Path elsewhere)
      throws Exception {
    TaskFunction<Line, String> writer =
        (line, context) -> {
          Path directory = context.scratch().directory();
          DIRECTORIES.add(directory);
          for (int file = 0; WRITING.getCount() > 0; file++) {
            writeWherePossible(directory.resolve("file-" + file));
          }
          Files.createFile(Path.of(line.text(), "ended"));
        };
    try (var stage = open(writer, once().withTimeout(Duration.ofMillis(20)))) {
      stage.send("a", new Line("k", elsewhere.toString()));

      assertThat(stage.deadLetters())
          .singleElement()
          .satisfies(letter -> assertThat(letter.detail()).contains("TimeoutException"));
    } finally {
      WRITING.countDown();
    }
    await().until(() -> Files.exists(elsewhere.resolve("ended")));
    FileUtils.deleteDirectory(DIRECTORIES.get(0).getParent().toFile());
  }

  private static void writeWherePossible(Path file) {
    try {
      Files.writeString(file, "text");
    } catch (IOException e) {
      Thread.onSpinWait();
    }
  }
}
