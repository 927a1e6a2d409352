package io.taskweir.deploy;

import io.taskweir.connectors.files.MailFiles;
import io.taskweir.connectors.files.ReadingFiles;
import io.taskweir.connectors.files.ReadingOptions;
import io.taskweir.job.EmailTasks;
import io.taskweir.job.EmailWorkflow;
import io.taskweir.job.JobConfig;
import io.taskweir.job.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code demo}: the shipped workflows, one after the other, on messages and readings that come with
 * it. It differs from {@code run} in one thing: a few links fail on purpose ({@link FailingLinks}),
 * to show retries.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Run the shipped workflows on bundled messages and readings and print what came out.",
      ""
    })
final class Demo implements Callable<Integer>, ShowsStackTraces {

  /** Of the roll-ups. */
  static final List<String> LENGTHS = List.of("10m", "1h", "1d");

  @Mixin RunOptions options;

  @Override
  public Integer call() throws Exception {
    options.check();
    Path home = Files.createTempDirectory("taskweir-demo-");
    OutputFolder folder = OutputFolder.of(home.resolve("out"));
    Logs.to(folder.log(), options.logLevel);
    // Nobody wants to watch a demo wait; what the user sets comes after it and wins.
    options.settings.add(0, Options.RETRY_FIRST_DELAY.key() + "=100 ms");
    options.settings.add(0, Options.SENSORS_EVERY.key() + "=" + String.join(",", LENGTHS));
    JobConfig config = options.jobConfig();
    folder.create();
    return BoundedRun.runAll(List.of(email(home, folder, config), sensors(home, config)));
  }

  private BoundedRun email(Path home, OutputFolder folder, JobConfig config) throws IOException {
    Path mail = home.resolve("mail");
    DemoMail.unpack(mail);
    var sources = new ArrayList<String>();
    WorkflowPlan plan = plan(mail, sources);
    return new BoundedRun(
        plan, folder, options, config, report -> print(plan, report, folder, mail, sources));
  }

  private BoundedRun sensors(Path home, JobConfig config) throws IOException {
    OutputFolder folder = OutputFolder.of(home.resolve("out-sensors"));
    folder.create();
    Path readings = home.resolve("readings");
    DemoReadings.unpack(readings);
    WorkflowPlan plan = sensorsPlan(home, readings);
    return new BoundedRun(
        plan, folder, options, config, report -> print(plan, report, folder, readings));
  }

  /** The sensors workflow over {@code readings}, with settings of which one is refused. */
  static WorkflowPlan sensorsPlan(Path home, Path readings) throws IOException {
    Path settings = home.resolve("settings.txt");
    DemoReadings.unpackSettings(settings);
    ReadingFiles files = ReadingFiles.of(List.of(readings), ReadingOptions.DEFAULTS);
    return SensorsPlan.of(files, LENGTHS, SettingsFile.read(settings));
  }

  @Override
  public boolean showsStackTraces() {
    return options.logLevel.showsStackTraces();
  }

  /**
   * The email workflow over {@code mail}, with links that fail.
   *
   * @param sources takes the name of each message that is fed
   */
  static WorkflowPlan plan(Path mail, List<String> sources) {
    MailFiles files = MailFiles.of(List.of(mail));
    return EmailPlan.of(
        (topic, after) ->
            files.forEach(
                message -> {
                  sources.add(message.source());
                  topic.send(message.source(), message.content());
                  after.run();
                }),
        Demo::build);
  }

  private static void build(StreamExecutionEnvironment environment, JobConfig config) {
    EmailTasks tasks = EmailTasks.of(config);
    EmailWorkflow.build(environment, config, tasks.withLink(new FailingLinks(tasks.link())));
  }

  private static void print(
      WorkflowPlan plan, RunReport report, OutputFolder folder, Path readings) {
    try {
      System.out.print("\n" + DemoSensorsTable.of(folder, readings));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.out.print(SummaryPage.render(plan, report, folder));
    System.out.flush();
  }

  private static void print(
      WorkflowPlan plan, RunReport report, OutputFolder folder, Path mail, List<String> sources) {
    try {
      System.out.print(DemoTable.of(plan, folder, mail, sources));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.out.print(SummaryPage.render(plan, report, folder));
    System.out.flush();
  }
}
