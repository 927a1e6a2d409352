package io.taskweir.deploy;

import io.taskweir.connectors.files.MailFiles;
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
 * {@code demo}: the email workflow on messages that come with it. It differs from {@code run email}
 * in one thing: a few links fail on purpose ({@link FailingLinks}), to show retries.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {"Run the email workflow on bundled messages and print what came out.", ""})
final class Demo implements Callable<Integer>, ShowsStackTraces {

  @Mixin RunOptions options;

  @Override
  public Integer call() throws Exception {
    options.check();
    Path home = Files.createTempDirectory("taskweir-demo-");
    OutputFolder folder = OutputFolder.of(home.resolve("out"));
    Logs.to(folder.log(), options.logLevel);
    // Nobody wants to watch a demo wait; what the user sets comes after it and wins.
    options.settings.add(0, Options.RETRY_FIRST_DELAY.key() + "=100 ms");
    JobConfig config = options.jobConfig();
    Path mail = home.resolve("mail");
    DemoMail.unpack(mail);
    folder.create();
    var sources = new ArrayList<String>();
    WorkflowPlan plan = plan(mail, sources);
    return new BoundedRun(plan, folder, options, config)
        .run(report -> print(plan, report, folder, mail, sources));
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
