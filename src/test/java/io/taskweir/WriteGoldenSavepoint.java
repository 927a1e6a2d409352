package io.taskweir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Writes the golden savepoint anew. It is no test and has no name of one, so it runs when it is
 * asked for alone; {@code golden/README.md} says when that may be.
 */
@ExtendWith(OneMachine.class)
class WriteGoldenSavepoint {

  private static final long MOST_BYTES = 1_000_000;

  @Test
  void ofTheEmailJob(Machine machine) throws Exception {
    Map<String, String> settings = new HashMap<>(Golden.SETTINGS);
    // What waits fails again and again: an event each time would leave an open transaction behind.
    settings.put("taskweir.email.analyze-link.audit", "NONE");
    try (Run run = Run.on(machine, 1, settings)) {
      // One subtask each, so that the letters come to their stages in order.
      run.withTasks(UnansweredLinks::in).withParallelism(1).feed(Golden.BEFORE).start();
      run.await(() -> holdsAll(run));
      keep(Path.of(URI.create(run.stopWithSavepoint())), Golden.EMAIL);
    }
  }

  @Test
  void ofTheSensorsJob(Machine machine) throws Exception {
    try (Run run = Run.ofSensors(machine, 1, GoldenSensors.SETTINGS)) {
      run.set(GoldenSensors.GROUP.getKey(), GoldenSensors.GROUP.getValue());
      run.withParallelism(1).feedReadings(GoldenSensors.BEFORE).start();
      run.await(
          () ->
              run.accountsSoFar().of("drop-duplicates", "succeeded") == 3
                  && run.results("rollups").size() == 2);
      keep(Path.of(URI.create(run.stopWithSavepoint())), GoldenSensors.FOLDER);
    }
  }

  private static boolean holdsAll(Run run) throws Exception {
    Accounts accounts = run.accountsSoFar();
    return accounts.of("analyze-link", "started") == 3
        && accounts.of("analyze-link", "retried") > 0
        && accounts.of("analyze-text", "succeeded") == 3
        && accounts.of("analyze-attachment", "suppressed") == 2
        && run.results("verdicts").texts("source").equals(List.of(Golden.DONE.source()));
  }

  private static void keep(Path savepoint, String folder) throws IOException {
    Path kept = Path.of(System.getProperty("basedir", "."), "resources", folder);
    FileUtils.deleteDirectory(kept.toFile());
    Files.createDirectories(kept);
    long bytes = 0;
    try (var files = Files.list(savepoint)) {
      for (Path file : files.toList()) {
        Files.copy(file, kept.resolve(file.getFileName()));
        bytes += Files.size(file);
      }
    }
    assertThat(bytes).isLessThan(MOST_BYTES);
  }
}
