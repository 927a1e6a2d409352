package io.taskweir.deploy;

import io.taskweir.deploy.cluster.Installation;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.Nullable;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code dist}: all that was built, in one archive that needs a JDK and nothing else. The same
 * build gives the same bytes.
 */
@Command(
    name = "dist",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {"Pack what was built into an archive that runs where there is a JDK alone.", ""})
final class Dist implements Callable<Integer> {

  private static final int PROGRAM = 0755;
  private static final int DATA = 0644;

  /** 2026-01-01, as in the jars that are packed. */
  private static final long WRITTEN_SECONDS = 1_767_225_600L;

  @Nullable
  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "The archive. Default: deploy/target/taskweir-VERSION.tar.gz.")
  Path output;

  private final Map<String, Path> jars = new LinkedHashMap<>();

  @Override
  public Integer call() throws IOException {
    Path home = Installation.home();
    if (Files.notExists(home.resolve("pom.xml"))) {
      throw new UsageException(home + " is a distribution already; expected the project's sources");
    }
    String name = "taskweir-" + version();
    Path file = output == null ? home.resolve("deploy/target").resolve(name + ".tar.gz") : output;
    try (var tar = open(file)) {
      program(tar, name + "/taskweir", home.resolve("taskweir"));
      String own = entries(System.getProperty("java.class.path"));
      String flink = entries(Installation.flinkProcess());
      text(tar, name + "/lib/classpath", own);
      text(tar, name + "/lib/flink.classpath", flink);
      for (var jar : jars.entrySet()) {
        data(tar, name + "/lib/" + jar.getKey(), jar.getValue());
      }
      for (String document : List.of("README.md", "CHANGELOG.md", "LICENSE", "NOTICE")) {
        data(tar, name + "/" + document, home.resolve(document));
      }
      data(tar, name + "/job/OPTIONS.md", home.resolve("job/OPTIONS.md"));
      data(tar, name + "/functions/REASONS.md", home.resolve("functions/REASONS.md"));
      data(tar, name + "/state/README.md", home.resolve("state/README.md"));
      folder(tar, name + "/samples", home.resolve("deploy/src/main/resources/demo"));
      for (String folder : List.of("monitoring", "kubernetes", "images")) {
        folder(tar, name + "/deploy/" + folder, home.resolve("deploy").resolve(folder));
      }
    }
    System.out.printf("%s, %,d MB%n", file, Files.size(file) / 1_000_000);
    return 0;
  }

  /** The class path by the names of its jars, each of which is noted to be packed. */
  private String entries(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator, -1))
        .map(Path::of)
        .map(this::noted)
        .collect(Collectors.joining(":"));
  }

  private String noted(Path jar) {
    String name = jar.getFileName().toString();
    Path before = jars.putIfAbsent(name, jar);
    if (before != null && !before.equals(jar)) {
      throw new IllegalStateException("two jars of one name: " + before + ", " + jar);
    }
    return name;
  }

  private static TarArchiveOutputStream open(Path file) throws IOException {
    var parameters = new GzipParameters();
    parameters.setModificationInstant(Instant.ofEpochSecond(WRITTEN_SECONDS));
    OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    var tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes, parameters));
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    return tar;
  }

  private static void folder(TarArchiveOutputStream tar, String name, Path folder)
      throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).sorted(Comparator.naturalOrder()).toList();
    }
    for (Path file : files) {
      String entry =
          name + "/" + folder.relativize(file).toString().replace(File.separatorChar, '/');
      put(tar, entry, Files.isExecutable(file) ? PROGRAM : DATA, Files.readAllBytes(file));
    }
  }

  private static void program(TarArchiveOutputStream tar, String entry, Path file)
      throws IOException {
    put(tar, entry, PROGRAM, Files.readAllBytes(file));
  }

  private static void data(TarArchiveOutputStream tar, String entry, Path file) throws IOException {
    put(tar, entry, DATA, Files.readAllBytes(file));
  }

  private static void text(TarArchiveOutputStream tar, String entry, String text)
      throws IOException {
    put(tar, entry, DATA, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void put(TarArchiveOutputStream tar, String name, int mode, byte[] bytes)
      throws IOException {
    var entry = new TarArchiveEntry(name);
    entry.setSize(bytes.length);
    entry.setMode(mode);
    entry.setModTime(WRITTEN_SECONDS * 1000);
    entry.setIds(0, 0);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  private static String version() {
    String version = Dist.class.getPackage().getImplementationVersion();
    if (version == null) {
      throw new IllegalStateException("the class path holds no jar of this room");
    }
    return version;
  }
}
