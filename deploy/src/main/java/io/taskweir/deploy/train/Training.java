package io.taskweir.deploy.train;

import io.taskweir.deploy.Progress;
import io.taskweir.deploy.UsageException;
import io.taskweir.email.LabelledMail;
import io.taskweir.email.MailModel;
import io.taskweir.email.MailModel.Calibration;
import io.taskweir.email.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One training: data in, then a model, its card and its scores out. */
final class Training {

  private static final int HEAVIEST = 20;

  private final int foldCount;
  private final long seed;
  private final boolean besideBogofilter;
  private final Progress progress;
  private final Corpus corpus;
  private final List<DataFolder> folders = new ArrayList<>();
  private List<Example> examples = List.of();
  private Folds folds;
  private Quality quality;
  private double[] outOfFold = {};
  private MailModel model;
  private String card = "";

  Training(int foldCount, long seed, boolean besideBogofilter, Progress progress) {
    this.foldCount = foldCount;
    this.seed = seed;
    this.besideBogofilter = besideBogofilter;
    this.progress = progress;
    corpus = new Corpus(progress);
  }

  /** Reads the data. */
  void read(List<Path> ham, List<Path> spam) throws IOException {
    corpus.read(ham, false);
    corpus.read(spam, true);
    progress.clear();
    corpus.rejected().forEach(line -> progress.say("left out: " + line));
    examples = corpus.examples();
    long spams = examples.stream().filter(Example::spam).count();
    if (spams < foldCount || examples.size() - spams < foldCount) {
      throw new UsageException(
          (examples.size() - spams)
              + " messages of ham and "
              + spams
              + " of spam: expected at least as many as folds, "
              + foldCount);
    }
    ham.forEach(path -> folders.add(DataFolder.of(path.toString(), false, examples)));
    spam.forEach(path -> folders.add(DataFolder.of(path.toString(), true, examples)));
  }

  /** Measures, trains on everything, calibrates and describes. */
  void run(String date) throws IOException {
    folds = Folds.of(examples, foldCount, seed);
    progress.say(
        String.format(
            Locale.ROOT, "%,d messages, %,d of them unlike", examples.size(), folds.groups()));
    quality = new Quality(examples);
    measure();
    Calibration calibration = PlattScaling.fit(outOfFold, quality.spam());
    progress.say("training on everything");
    List<LabelledMail> mails = examples.stream().map(View.SHIPPED::ours).toList();
    model = Trainer.train(AsMarkup.besides(mails), seed).calibrated(calibration);
    describe(date, mails, calibration);
  }

  MailModel model() {
    return model;
  }

  String card() {
    return card;
  }

  String table() {
    return quality.rankings();
  }

  /** Source, label, fold and calibrated log-odds of each message. */
  String scores() {
    StringBuilder lines = new StringBuilder("source\tlabel\tfold\tlog-odds\n");
    for (int i = 0; i < examples.size(); i++) {
      Example example = examples.get(i);
      lines
          .append(example.source())
          .append(example.spam() ? "\tspam\t" : "\tham\t")
          .append(folds.of()[i])
          .append(String.format(Locale.ROOT, "\t%.4f\n", model.calibration().of(outOfFold[i])));
    }
    return lines.toString();
  }

  private void measure() throws IOException {
    CrossValidation validation = new CrossValidation(examples, folds, seed, progress);
    for (View view : View.values()) {
      double[] ours = validation.scores(view);
      if (view == View.SHIPPED) {
        outOfFold = ours;
      }
      quality.add(view, "taskweir", ours);
      if (besideBogofilter) {
        measureBogofilter(view);
      }
    }
  }

  private void measureBogofilter(View view) throws IOException {
    try (Bogofilter bogofilter = new Bogofilter(examples, folds, progress)) {
      Map<Bogofilter.Tuning, double[]> theirs = bogofilter.scores(view);
      for (Bogofilter.Tuning tuning : Bogofilter.Tuning.values()) {
        quality.add(view, tuning.label(), theirs.get(tuning));
      }
    }
  }

  private void describe(String date, List<LabelledMail> mails, Calibration calibration) {
    ModelCard written = new ModelCard(model, date, seed);
    written.data(folders, corpus.copies(), corpus.rejected());
    written.table(
        "Quality",
        String.format(
            Locale.ROOT,
            "%d-fold cross-validation; near-duplicates are on one side of each split (%,d messages,"
                + " %,d groups).%s",
            foldCount,
            examples.size(),
            folds.groups(),
            besideBogofilter ? " Beside it " + Bogofilter.version() + '.' : ""),
        quality.rankings());
    written.table(
        "By folder",
        "The shipped view, calibrated; what would be wrong if a chance of 0.5 decided.",
        quality.folders(outOfFold, calibration));
    written.table(
        "Reliability",
        "What the calibrated model said of messages that it had not seen, and what they were.",
        quality.reliability(outOfFold, calibration));
    written.table(
        "The twenty heaviest features",
        "By what they add to the log-odds, without sign, over all messages.",
        Heaviest.table(model, mails, HEAVIEST));
    card = written.toString();
  }
}
