package io.taskweir.logfmt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration for clusters, read by Log4j itself. */
class ClusterConfigurationTest {

  @TempDir Path folder;

  @Test
  void writesLogfmtToTheFileThatFlinkNames() throws IOException {
    Path file = folder.resolve("flink.log");
    System.setProperty("log.file", file.toString());
    var context = new LoggerContext("cluster", null, Path.of("log4j.properties").toUri());
    context.start();

    ThreadContext.put("stage", "parse-mail");
    context.getLogger("io.taskweir.Ours").info("{} read", 3);
    ThreadContext.remove("stage");
    context.getLogger("org.apache.kafka.Theirs").info("too much");
    context.stop(10, TimeUnit.SECONDS);
    System.clearProperty("log.file");

    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(1);
    Map<String, String> fields = LogfmtReader.read(lines.get(0));
    assertThat(fields)
        .containsEntry("logger", "io.taskweir.Ours")
        .containsEntry("stage", "parse-mail")
        .containsEntry("msg", "3 read");
  }
}
