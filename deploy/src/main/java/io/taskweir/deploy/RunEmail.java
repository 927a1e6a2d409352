package io.taskweir.deploy;

import io.taskweir.connectors.files.MailFiles;
import io.taskweir.job.JobConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run email}: messages from files to verdicts in a folder. */
@Command(
    name = "email",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Read messages, pass them through Kafka and Flink, and write a verdict for each.",
      ""
    },
    footer = {
      "",
      "DIR then holds verdicts.jsonl, dead-letters.jsonl, audit.jsonl, summary.json and",
      "taskweir.log. Exit code 0: every message is accounted for; 1: the run failed; 2: usage."
    })
final class RunEmail implements Callable<Integer>, ShowsStackTraces {

  @Mixin MailInput input;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Where the results go; absent or empty.")
  Path output;

  @Mixin RunOptions options;

  @Override
  public Integer call() throws Exception {
    options.check();
    OutputFolder folder = OutputFolder.of(output);
    Logs.to(folder.log(), options.logLevel);
    JobConfig config;
    MailFiles mail;
    try {
      config = options.jobConfig();
      mail = input.files();
      folder.refuseInside(input.paths);
      folder.create();
    } catch (UsageException e) {
      folder.abandon();
      throw e;
    }
    WorkflowPlan plan = EmailPlan.of(mail);
    return new BoundedRun(
            plan,
            folder,
            options,
            config,
            report -> print(SummaryPage.render(plan, report, folder)))
        .run();
  }

  @Override
  public boolean showsStackTraces() {
    return options.logLevel.showsStackTraces();
  }

  private static void print(String page) {
    System.out.print(page);
    System.out.flush();
  }
}
