package io.taskweir.deploy.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.email.MailModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TrainEmailTest {

  private static final List<String> SOLD =
      List.of("pills", "casino", "replica", "lottery", "offer");
  private static final List<String> TALKED =
      List.of("ladder", "kernel", "garden", "patch", "recipe");

  @TempDir Path folder;
  private Path ham;
  private Path spam;

  @BeforeEach
  void writeMessages() throws IOException {
    ham = Files.createDirectory(folder.resolve("ham"));
    spam = Files.createDirectory(folder.resolve("spam"));
    Random random = new Random(5);
    for (int i = 0; i < 40; i++) {
      write(ham.resolve(i + ".eml"), TALKED, random);
      write(spam.resolve(i + ".eml"), SOLD, random);
    }
  }

  @Test
  void writesTheSameModelCardAndScoresTwice() throws IOException {
    assertThat(train("--output", at("a"), "--scores", at("a.tsv"))).isZero();
    assertThat(train("--output", at("b"), "--scores", at("b.tsv"))).isZero();

    assertThat(folder.resolve("a")).hasSameBinaryContentAs(folder.resolve("b"));
    assertThat(folder.resolve("a.md")).hasSameTextualContentAs(folder.resolve("b.md"));
    assertThat(folder.resolve("a.tsv")).hasSameTextualContentAs(folder.resolve("b.tsv"));
  }

  @Test
  void writesAModelThatTheTaskReads() throws IOException {
    train("--output", at("a"), "--date", "2024-05-17");

    MailModel model =
        MailModel.read(new ByteArrayInputStream(Files.readAllBytes(folder.resolve("a"))));
    assertThat(Files.readString(folder.resolve("a.md")))
        .contains("| model | " + model.id())
        .contains("| trained | 2024-05-17 |")
        .contains("| ham | ham | 40 |", "| spam | spam | 40 |")
        .contains("subject and body")
        .contains("The twenty heaviest features");
  }

  @Test
  void scoresEachMessageOnce() throws IOException {
    train("--output", at("a"), "--scores", at("a.tsv"));

    List<String> lines = Files.readAllLines(folder.resolve("a.tsv"));
    assertThat(lines).hasSize(81);
    assertThat(lines.get(0)).isEqualTo("source\tlabel\tfold\tlog-odds");
    assertThat(lines.subList(1, 81))
        .allMatch(line -> line.matches(".*\t(ham|spam)\t[0-4]\t-?[0-9.]+"));
  }

  @Test
  void countsCopiesOnceAndLeavesOutWhatTheWorkflowRejects() throws IOException {
    Files.copy(ham.resolve("0.eml"), ham.resolve("copy.eml"));
    Files.writeString(ham.resolve("long.eml"), "Subject: " + "x".repeat(20_000) + "\n\nx");
    train("--output", at("a"));

    assertThat(Files.readString(folder.resolve("a.md")))
        .contains("| ham | ham | 40 |")
        .contains("1 messages had the bytes of one before and count once; 1");
  }

  @Test
  void keepsCopiesOfOneLetterInOneFold() throws IOException {
    String letter = Files.readString(spam.resolve("0.eml"));
    for (int i = 0; i < 6; i++) {
      Files.writeString(
          spam.resolve("again-" + i + ".eml"), letter + "\nref " + "abcdef".charAt(i));
    }
    train("--output", at("a"), "--scores", at("a.tsv"));

    assertThat(
            Files.readAllLines(folder.resolve("a.tsv")).stream()
                .filter(line -> line.contains("again-"))
                .map(line -> line.split("\t", -1)[2]))
        .hasSize(6)
        .containsOnly(
            Files.readAllLines(folder.resolve("a.tsv")).stream()
                .filter(line -> line.contains("again-0"))
                .map(line -> line.split("\t", -1)[2])
                .findFirst()
                .orElseThrow());
  }

  private int train(String... more) {
    List<String> arguments = new ArrayList<>(List.of("--ham", ham.toString()));
    arguments.addAll(List.of("--spam", spam.toString()));
    arguments.addAll(List.of(more));
    return new CommandLine(new TrainEmail()).execute(arguments.toArray(String[]::new));
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private static void write(Path file, List<String> words, Random random) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      text.append(words.get(random.nextInt(words.size()))).append(' ');
    }
    Files.writeString(
        file,
        "From: a"
            + random.nextInt()
            + "@example.com\nSubject: about the "
            + words.get(random.nextInt(words.size()))
            + "\nDate: Mon, 6 May 2024 10:00:00 +0200\n\nThis is about "
            + text
            + "\n");
  }
}
