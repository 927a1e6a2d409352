package io.taskweir.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.job.JobConfig;
import io.taskweir.job.ShippedWorkflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code deploy/images}, without Docker: what it names is there, and nothing is open to others. */
class ContainerFilesTest {

  private static final Path IMAGES = Path.of(System.getProperty("basedir"), "images");
  private static final Path PROJECT = IMAGES.resolve("../..").normalize();
  private static final Pattern COPY = Pattern.compile("(?m)^COPY (?:--\\S+ )?(.+) \\S+$");

  @Test
  void everyPortIsOnLoopback() throws IOException {
    int ports = 0;
    for (Object service : compose().at("services").values().values()) {
      for (Object port : (List<?>) Yaml.of(service).values().getOrDefault("ports", List.of())) {
        assertThat(port.toString()).matches("127\\.0\\.0\\.1:\\d+:\\d+");
        ports++;
      }
    }
    assertThat(ports).isEqualTo(4);
  }

  @Test
  void everyFileThatIsMountedIsThere() throws IOException {
    int files = 0;
    List<Object> services = new ArrayList<>(compose().at("services").values().values());
    // What the services of Flink merge into themselves.
    services.add(compose().values().get("x-flink"));
    for (Object service : services) {
      for (Object volume : (List<?>) Yaml.of(service).values().getOrDefault("volumes", List.of())) {
        String from = volume.toString().split(":", -1)[0];
        if (from.startsWith(".")) {
          assertThat(IMAGES.resolve(from)).exists();
          files++;
        }
      }
    }
    assertThat(files).isGreaterThan(5);
  }

  @Test
  void everyFileOfTheImageIsThereOrIsBuilt() throws IOException {
    String dockerfile = Files.readString(IMAGES.resolve("Dockerfile"));
    List<String> copied =
        COPY.matcher(dockerfile)
            .results()
            .map((MatchResult line) -> line.group(1))
            .flatMap(sources -> List.of(sources.split(" ", -1)).stream())
            .toList();
    assertThat(copied).hasSizeGreaterThan(4);
    for (String source : copied) {
      if (source.contains("/target/")) {
        assertThat(source).matches(".*/(taskweir-\\w+-0\\.1\\.0-SNAPSHOT|picocli)\\.jar");
      } else {
        assertThat(PROJECT.resolve(source)).exists();
      }
    }
  }

  @Test
  void theJobStartsWithOptionsThatAreAccepted() throws IOException {
    assertThat(JobConfig.read(IMAGES.resolve("taskweir.yaml"), List.of())).isNotNull();
    List<?> command = (List<?>) compose().at("services", "jobmanager").values().get("command");
    assertThat(command.get(2)).isEqualTo("io.taskweir.job.Main");
    assertThat(ShippedWorkflow.named(command.get(3).toString())).isNotNull();
  }

  private static Yaml compose() throws IOException {
    return Yaml.file("images/compose.yaml");
  }
}
