package io.taskweir.deploy;

import io.taskweir.connectors.files.ReadingFiles;
import io.taskweir.connectors.files.ReadingOptions;
import io.taskweir.deploy.plot.AnomalyWindows;
import io.taskweir.deploy.plot.MalformedFileException;
import io.taskweir.deploy.plot.SensorPlots;
import io.taskweir.engine.WindowLength;
import io.taskweir.job.JobConfig;
import io.taskweir.job.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run sensors}: readings from files to roll-ups in a folder. */
@Command(
    name = "sensors",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Read sensor readings, pass them through Kafka and Flink, and write roll-ups of them.",
      ""
    },
    footer = {
      "",
      "DIR then holds rollups.jsonl, silences.jsonl, reports.jsonl, dead-letters.jsonl,",
      "audit.jsonl, summary.json, taskweir.log and, with --plot, plots/. Exit code 0: every",
      "reading is accounted for; 1: the run failed; 2: usage."
    })
final class RunSensors implements Callable<Integer>, ShowsStackTraces {

  @Mixin ReadingInput input;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Where the results go; absent or empty.")
  Path output;

  @Option(
      names = "--every",
      required = true,
      paramLabel = "LENGTHS",
      description =
          "Lengths of roll-ups, the finest first, such as 1m,1h,1d,1mo: each is made of the one"
              + " before.")
  String every;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description = "Where days and months begin, such as Europe/Berlin. Default: UTC.")
  String zone;

  @Nullable
  @Option(
      names = "--lateness",
      paramLabel = "DURATION",
      description = "How late a reading may be and still correct its roll-up. Default: 5m.")
  String lateness;

  @Nullable
  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description =
          "Ranges, groups and silences of sensors, a line of \"name: JSON\" each; see the README.")
  Path settings;

  @Option(names = "--plot", description = "Write an SVG for each sensor to DIR/plots.")
  boolean plot;

  @Nullable
  @Option(
      names = "--anomalies",
      paramLabel = "FILE",
      description =
          "JSON of anomaly windows, shaded in plots: {\"SENSOR.csv\": [[START, END]...]}.")
  Path anomalies;

  @Mixin RunOptions options;

  @Override
  public Integer call() throws Exception {
    options.check();
    List<String> lengths = lengths();
    ReadingOptions reading = input.options();
    AnomalyWindows shaded = anomalyWindows();
    OutputFolder folder = OutputFolder.of(output);
    Logs.to(folder.log(), options.logLevel);
    JobConfig config;
    ReadingFiles files;
    Map<String, String> set;
    try {
      set = settings == null ? Map.of() : SettingsFile.read(settings);
      // First, so that what --set says wins.
      options.settings.addAll(0, workflowSettings());
      config = options.jobConfig();
      files = input.files(reading);
      folder.refuseInside(input.paths);
      folder.create();
    } catch (UsageException e) {
      folder.abandon();
      throw e;
    }
    WorkflowPlan plan = SensorsPlan.of(files, lengths, set);
    return new BoundedRun(
            plan, folder, options, config, report -> print(plan, report, folder, files, shaded))
        .run();
  }

  @Override
  public boolean showsStackTraces() {
    return options.logLevel.showsStackTraces();
  }

  private List<String> lengths() {
    try {
      return WindowLength.parseAll(every).stream().map(WindowLength::toString).toList();
    } catch (IllegalArgumentException e) {
      throw new UsageException("--" + e.getMessage());
    }
  }

  private List<String> workflowSettings() {
    String sensors = Options.SENSORS_EVERY.key() + "=" + every;
    String where = Options.SENSORS_ZONE.key() + "=" + Zones.parse("--zone", zone);
    return lateness == null
        ? List.of(sensors, where)
        : List.of(sensors, where, Options.SENSORS_LATENESS.key() + "=" + lateness);
  }

  /** Read before the run, which nobody wants to wait for in vain. */
  private AnomalyWindows anomalyWindows() {
    if (anomalies == null) {
      return AnomalyWindows.NONE;
    }
    if (!plot) {
      throw new UsageException("--anomalies needs --plot");
    }
    try {
      return AnomalyWindows.read(anomalies, input.zone());
    } catch (MalformedFileException e) {
      throw new UsageException(e.getMessage());
    } catch (IOException e) {
      throw new UsageException("cannot read --anomalies " + anomalies + ": " + Failure.reason(e));
    }
  }

  private void print(
      WorkflowPlan plan,
      RunReport report,
      OutputFolder folder,
      ReadingFiles files,
      AnomalyWindows shaded) {
    System.out.print(SummaryPage.render(plan, report, folder));
    if (files.absent() > 0) {
      System.out.printf(
          Locale.ROOT, "%,d cells stand for no value and were not read%n", files.absent());
    }
    if (plot) {
      try {
        System.out.println(
            SensorPlots.write(folder.results("rollups"), folder.plots(), shaded, null).line());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    System.out.flush();
  }
}
