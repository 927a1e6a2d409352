package io.taskweir.deploy.train;

import io.taskweir.connectors.files.MailFiles;
import io.taskweir.connectors.files.UnreadableInputException;
import io.taskweir.deploy.Progress;
import io.taskweir.deploy.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code train email}: labelled messages to the model of the stage {@code classify-mail}. */
@Command(
    name = "email",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Train the model that tells spam from ham, and measure it by cross-validation, with all",
      "near-duplicates on one side of each split.",
      ""
    },
    footer = {
      "",
      "FILE is the model, FILE.md the card that says what is in it and how good it is. A running",
      "job takes the model by the setting email.model: {\"file\": \"FILE\"}."
    })
final class TrainEmail implements Callable<Integer> {

  private static final int MOST_FOLDS = 20;

  @Option(
      names = "--ham",
      required = true,
      arity = "1..*",
      paramLabel = "DIR",
      description = "Wanted messages: files, mboxes, Maildirs, or folders of these.")
  List<Path> ham;

  @Option(
      names = "--spam",
      required = true,
      arity = "1..*",
      paramLabel = "DIR",
      description = "Unwanted ones.")
  List<Path> spam;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description = "Where the model goes; what is there is replaced.")
  Path output;

  @Option(
      names = "--folds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Parts of the cross-validation. Default: ${DEFAULT-VALUE}.")
  int folds;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "42",
      description = "Decides the split and the order of learning. Default: ${DEFAULT-VALUE}.")
  long seed;

  @Nullable
  @Option(
      names = "--against",
      paramLabel = "FILTER",
      description = "Measure another filter on the same folds: bogofilter, which is installed.")
  Rival against;

  @Nullable
  @Option(
      names = "--date",
      paramLabel = "DATE",
      description = "The day that the card names, such as 2024-05-17; by itself it names none.")
  LocalDate date;

  @Nullable
  @Option(
      names = "--scores",
      paramLabel = "FILE",
      description = "Also write what each message got from a model that had not seen it, in TSV.")
  Path scores;

  /** Other filters that are known here. */
  enum Rival {
    bogofilter
  }

  @Override
  public Integer call() throws Exception {
    check();
    Progress progress = Progress.onStandardError();
    Training training = new Training(folds, seed, against != null, progress);
    training.read(ham, spam);
    training.run(date == null ? "no date given" : date.toString());
    write(output, training.model().bytes());
    write(
        Path.of(output + ".md"), training.card().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    if (scores != null) {
      write(scores, training.scores().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    System.out.print(training.table());
    System.out.println("model " + training.model().id() + " in " + output);
    System.out.flush();
    return 0;
  }

  private void check() throws IOException {
    if (folds < 2 || folds > MOST_FOLDS) {
      throw new UsageException("--folds " + folds + ": expected 2 to " + MOST_FOLDS);
    }
    Path parent = output.toAbsolutePath().getParent();
    if (Files.isDirectory(output) || parent == null || !Files.isDirectory(parent)) {
      throw new UsageException(
          "--output " + output + ": expected a file in a folder that is there");
    }
    try {
      MailFiles.of(ham).check();
      MailFiles.of(spam).check();
    } catch (UnreadableInputException e) {
      throw new UsageException(e.getMessage());
    }
    if (against != null) {
      Bogofilter.version();
    }
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
  }
}
