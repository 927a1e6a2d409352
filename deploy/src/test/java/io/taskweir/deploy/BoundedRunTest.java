package io.taskweir.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.state.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo's messages through the whole of a run. */
@Timeout(300)
class BoundedRunTest {

  @TempDir Path home;

  @Test
  void accountsForEveryMessageOfTheDemo() throws Exception {
    Path mail = home.resolve("mail");
    DemoMail.unpack(mail);
    OutputFolder folder = OutputFolder.of(home.resolve("out"));
    folder.create();
    var options = new RunOptions();
    options.parallelism = 2;
    options.settings.add("taskweir.retry.first-delay=50 ms");
    var sources = new ArrayList<String>();
    WorkflowPlan plan = Demo.plan(mail, sources);
    var ended = new AtomicReference<RunReport>();

    int code = new BoundedRun(plan, folder, options, options.jobConfig(), ended::set).run();

    RunReport report = ended.get();
    assertThat(code).isZero();
    assertThat(report.violations()).isEmpty();
    assertThat(report.summary().inputs()).isEqualTo(sources.size());
    assertThat(report.summary().duplicates()).isEqualTo(3);
    assertThat(report.summary().restarts()).isZero();
    assertThat(report.exported().tally().said()).containsOnlyKeys("ham", "spam", "phish");
    assertThat(report.exported().reasons().keySet())
        .anyMatch(reason -> reason.endsWith("(POISON)"))
        .anyMatch(reason -> reason.endsWith("(LIMIT)"))
        .anyMatch(reason -> reason.endsWith("(TRANSIENT)"))
        .anyMatch(reason -> reason.endsWith("(RESOURCE)"))
        .anyMatch(reason -> reason.endsWith("(BUG)"));
    assertThat(Json.mapper().readTree(folder.summary().toFile()).path("inputs").asLong())
        .isEqualTo(sources.size());
    assertThat(folder.work()).doesNotExist();
    assertThat(DemoTable.of(plan, folder, mail, sources))
        .contains("failing/retried-once.eml", "mailbox.mbox#5", "duplicate", "dead letter");
    assertKeepsTheBlobOfTheMessageThatIsTooLarge(folder);
  }

  private static void assertKeepsTheBlobOfTheMessageThatIsTooLarge(OutputFolder folder)
      throws Exception {
    try (var blobs = Files.walk(folder.blobs())) {
      assertThat(blobs.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()))
          .anyMatch(size -> size > 26_000_000);
    }
  }
}
