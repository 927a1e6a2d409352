package io.taskweir.deploy.train;

import io.taskweir.deploy.Progress;
import io.taskweir.deploy.RunFailedException;
import io.taskweir.deploy.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/**
 * The installed {@code bogofilter}, trained and tested on the same folds: registered with every
 * message of the other folds, without its own configuration file, then asked for scores of 16
 * digits, so that ties are real ones.
 */
final class Bogofilter implements AutoCloseable {

  private static final String PROGRAM = "bogofilter";

  private final List<Example> examples;
  private final Folds folds;
  private final Path work;
  private final Progress progress;

  /** A way to set it up. */
  enum Tuning {
    DEFAULT("bogofilter", ""),
    /** The best of 18 that were tried on this data: see the card. */
    TUNED("bogofilter, tuned", "--min-dev=0.1 --robs=0.0178");

    private final String label;
    private final String options;

    Tuning(String label, String options) {
      this.label = label;
      this.options = options;
    }

    String label() {
      return label;
    }

    List<String> options() {
      return options.isEmpty() ? List.of() : List.of(options.split(" ", -1));
    }
  }

  Bogofilter(List<Example> examples, Folds folds, Progress progress) throws IOException {
    this.examples = examples;
    this.folds = folds;
    this.progress = progress;
    work = Files.createTempDirectory("taskweir-bogofilter");
  }

  /** Its name and version, in a line. */
  static String version() {
    try {
      return run(List.of(PROGRAM, "-V"), "").get(0);
    } catch (IOException e) {
      throw new UsageException("--against bogofilter: it is not installed");
    }
  }

  /** The scores of each message, by tuning. */
  Map<Tuning, double[]> scores(View view) throws IOException {
    Path messages = Files.createDirectories(work.resolve(view.name()));
    for (int i = 0; i < examples.size(); i++) {
      Files.write(
          messages.resolve(Integer.toString(i)),
          RawHeader.of(examples.get(i).raw()).message(view::theirs));
    }
    Map<Tuning, double[]> scores = new EnumMap<>(Tuning.class);
    for (Tuning tuning : Tuning.values()) {
      scores.put(tuning, new double[examples.size()]);
    }
    for (int fold = 0; fold < folds.count(); fold++) {
      int shown = fold + 1;
      progress.show(() -> view.label() + ": bogofilter, fold " + shown + " of " + folds.count());
      String words = Files.createDirectories(work.resolve(view.name() + "-" + fold)).toString();
      register(words, "-n", files(messages, fold, false));
      register(words, "-s", files(messages, fold, true));
      for (Tuning tuning : Tuning.values()) {
        score(words, tuning, files(messages, fold, null), scores.get(tuning));
      }
    }
    return scores;
  }

  private static void register(String words, String as, String files) throws IOException {
    run(List.of(PROGRAM, "-C", "-d", words, as, "-b"), files);
  }

  private static void score(String words, Tuning tuning, String files, double[] scores)
      throws IOException {
    long scored = 0;
    List<String> command = new ArrayList<>(List.of(PROGRAM, "-C", "-d", words, "-TT", "-b"));
    command.addAll(tuning.options());
    for (String line : run(command, files)) {
      String[] parts = line.strip().split("\\s+", -1);
      int message = Integer.parseInt(Path.of(parts[0]).getFileName().toString());
      scores[message] = Double.parseDouble(parts[parts.length - 1]);
      scored++;
    }
    long asked = files.lines().count();
    if (scored != asked) {
      throw new RunFailedException("bogofilter scored " + scored + " of " + asked + " messages");
    }
  }

  /**
   * The files of the messages to train with, of one label, or of those of the fold, where there is
   * none.
   */
  private String files(Path messages, int fold, @Nullable Boolean trainedAs) {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < examples.size(); i++) {
      boolean tested = folds.of()[i] == fold;
      boolean asked = trainedAs == null ? tested : !tested && examples.get(i).spam() == trainedAs;
      if (asked) {
        names.append(messages.resolve(Integer.toString(i))).append('\n');
      }
    }
    return names.toString();
  }

  /** Its answer goes to a file, since a full pipe would stop it while it is still being told. */
  private static List<String> run(List<String> command, String input) throws IOException {
    Path answer = Files.createTempFile("taskweir-bogofilter", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(answer.toFile())
              .start();
      try (var in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      }
      int code = process.waitFor();
      List<String> lines = Files.readAllLines(answer, StandardCharsets.UTF_8);
      if (code > 2) {
        throw new RunFailedException("bogofilter failed: " + String.join(" ", lines));
      }
      return lines;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunFailedException("interrupted");
    } finally {
      Files.deleteIfExists(answer);
    }
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(work)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
