package io.taskweir;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.Letter.Fate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The one jar that is submitted to a cluster: all that Flink does not have, nothing that it has.
 */
@ExtendWith(OneMachine.class)
class JobJarTest {

  private static final List<String> ROOMS =
      List.of("state", "functions/engine", "functions/email", "connectors", "job");

  /** What a Flink distribution has in its lib folder, by where it lies in a Maven repository. */
  private static final List<String> FLINK_AND_WHAT_IT_NEEDS =
      List.of(
          "/org/apache/flink/",
          "/org/apache/logging/log4j/",
          "/org/slf4j/",
          "/org/snakeyaml/",
          "/com/esotericsoftware/",
          "/org/objenesis/",
          "/com/ververica/frocksdbjni/",
          "/org/apache/commons/",
          "/commons-",
          "/org/javassist/",
          "/org/xerial/snappy/",
          "/at/yawk/lz4/");

  private final Path jar = Shell.jobJar();

  @Test
  void startsWithMain() throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      var manifest = file.getManifest().getMainAttributes();
      assertThat(manifest.getValue("Main-Class")).isEqualTo("io.taskweir.job.Main");
      assertThat(manifest.getValue("Implementation-Version")).isNotBlank();
    }
  }

  @Test
  void hasEveryClassOfItsRooms() throws IOException {
    Set<String> missing = classesOfRooms();
    assertThat(missing).hasSizeGreaterThan(100);
    missing.removeAll(entries());
    assertThat(missing).isEmpty();
  }

  @Test
  void hasTheKafkaConnectorAndItsClient() throws IOException {
    assertThat(under("org/apache/flink/connector/kafka/")).isNotEmpty();
    assertThat(under("org/apache/kafka/clients/")).isNotEmpty();
  }

  @Test
  void hasNothingOfFlinkElse() throws IOException {
    Set<String> flink = under("org/apache/flink/");
    flink.removeAll(under("org/apache/flink/connector/kafka/"));
    flink.removeAll(under("org/apache/flink/streaming/connectors/kafka/"));
    flink.removeAll(under("org/apache/flink/streaming/util/serialization/"));
    assertThat(flink).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka/server/",
        "scala/",
        "org/apache/kafka/metadata/",
        "org/slf4j/",
        "org/apache/logging/",
        "org/apache/log4j/",
        "picocli/",
        "io/taskweir/deploy/"
      })
  void hasNoBrokerNoLoggerAndNoRoomOfAnother(String folder) throws IOException {
    assertThat(under(folder)).isEmpty();
  }

  @Test
  void leavesTheResolverOfTheJvmAlone() throws IOException {
    assertThat(under("org/xbill/DNS/")).isNotEmpty();
    assertThat(under("META-INF/services/java.net.spi.")).isEmpty();
    assertThat(under("META-INF/services/sun.net.spi.")).isEmpty();
  }

  @Test
  void runsWhereThereIsFlinkAlone(Machine machine, @TempDir Path directory) throws Exception {
    List<Letter> letters = Undisturbed.FED.subList(0, 23);
    machine.emptyTopics("email", Machine.SLOTS);
    Path blobs = directory.resolve("blobs");
    Postman.deliver(letters, machine.clients(), blobs);

    ChildJvm child =
        ChildJvm.run(
            directory,
            flinkAlone(directory),
            FlinkAlone.class.getName(),
            directory.toString(),
            jar.toString(),
            "email",
            "--set",
            "taskweir.kafka.bootstrap=" + machine.clients().bootstrap(),
            "--set",
            "taskweir.blob.dir=" + blobs,
            "--set",
            "taskweir.environment=" + machine.nextRun(),
            "--set",
            "taskweir.checkpoint.interval=1s",
            "--set",
            "taskweir.checkpoint.pause=0s",
            "--set",
            "taskweir.bounded=true");

    assertThat(child.exitCode()).as(child.err()).isZero();
    assertThat(
            Records.committed(machine.clients(), blobs, "email", "results")
                .where(Records.KIND, "verdicts")
                .size())
        .isEqualTo((int) Mailbag.count(letters, Fate.ACCEPTED));
  }

  /** As {@code deploy/images/taskweir} starts it. */
  @Test
  void sweepsWithTheJarsOfTheImageAlone(@TempDir Path directory) throws Exception {
    List<String> image = flinkAlone(directory);
    image.add(jar.toString());
    image.addAll(
        ChildJvm.classPath().stream()
            .filter(entry -> entry.matches(".*/(taskweir-deploy|taskweir-logfmt|picocli)-[^/]*"))
            .toList());
    Path blobs = Files.createDirectory(directory.resolve("blobs"));

    ChildJvm child =
        ChildJvm.run(
            directory,
            image,
            "io.taskweir.deploy.Taskweir",
            "sweep",
            "--blobs",
            blobs.toUri().toString());

    assertThat(child.exitCode()).as(child.err()).isZero();
    assertThat(child.out()).contains("0 blobs deleted");
  }

  private Set<String> entries() throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(ZipEntry::getName).collect(Collectors.toSet());
    }
  }

  private Set<String> under(String folder) throws IOException {
    return entries().stream()
        .filter(entry -> entry.startsWith(folder) && !entry.endsWith("/"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> classesOfRooms() throws IOException {
    Path project = Path.of(System.getProperty("basedir")).resolve("../..").normalize();
    Set<String> classes = new TreeSet<>();
    for (String room : ROOMS) {
      Path sources = project.resolve(room).resolve("src/main/java");
      try (Stream<Path> files = Files.walk(sources)) {
        files
            .map(file -> sources.relativize(file).toString())
            .filter(file -> file.endsWith(".java") && !file.endsWith("-info.java"))
            .forEach(file -> classes.add(file.replaceAll("java$", "class")));
      }
    }
    return classes;
  }

  private static List<String> flinkAlone(Path directory) throws IOException {
    List<String> classPath = new ArrayList<>();
    for (String entry : ChildJvm.classPath()) {
      boolean connector = entry.contains("/flink-connector-kafka/");
      if (!connector && FLINK_AND_WHAT_IT_NEEDS.stream().anyMatch(entry::contains)) {
        classPath.add(entry);
      }
    }
    String name = FlinkAlone.class.getSimpleName() + ".class";
    Path copy = directory.resolve("classes/io/taskweir").resolve(name);
    Files.createDirectories(copy.getParent());
    try (var bytes = FlinkAlone.class.getResourceAsStream(name)) {
      Files.copy(bytes, copy);
    }
    classPath.add(directory.resolve("classes").toString());
    return classPath;
  }
}
