package io.taskweir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Another version of the job's jar: a copy of it in which some sources were changed, compiled as
 * whoever writes the next version would, against the jar and Flink.
 */
final class VariantJar {

  private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();
  private static final String EMAIL = "functions/email/src/main/java/io/taskweir/email/";
  private static final String JOB = "job/src/main/java/io/taskweir/job/";

  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  private VariantJar() {}

  /** The jar as it is. */
  static VariantJar unchanged() {
    return new VariantJar();
  }

  /** The jar with links to some hosts that cannot be judged, or not at once. */
  static VariantJar withTroubledLinks() throws IOException {
    String trouble = "io/taskweir/TroubledLinks.class";
    VariantJar variant =
        unchanged()
            .inJob(
                "EmailTasks",
                "new AnalyzeLink()",
                "new io.taskweir.TroubledLinks(new AnalyzeLink())");
    try (var bytes = VariantJar.class.getResourceAsStream("/" + trouble)) {
      variant.entries.put(trouble, bytes.readAllBytes());
    }
    return variant;
  }

  /** Changes a class of the email tasks. */
  VariantJar inEmail(String name, String old, String now) throws IOException {
    return edit(EMAIL + name + ".java", old, now);
  }

  /** Changes a class of the workflows' room. */
  VariantJar inJob(String name, String old, String now) throws IOException {
    return edit(JOB + name + ".java", old, now);
  }

  /** Adds a class to the workflows' room. */
  VariantJar withJobClass(String name, String source) {
    sources.put(JOB + name + ".java", source);
    return this;
  }

  /** Says in the manifest that it was built with another Flink. */
  VariantJar builtWithFlink(String version) throws IOException {
    String manifest = "META-INF/MANIFEST.MF";
    try (FileSystem jar = open(Shell.jobJar())) {
      String text = Files.readString(jar.getPath(manifest));
      assertThat(text).contains("Flink-Version: ");
      String other = text.replaceAll("Flink-Version: .*", "Flink-Version: " + version);
      entries.put(manifest, other.getBytes(StandardCharsets.UTF_8));
    }
    return this;
  }

  /** Compiles what was changed and writes the jar to {@code file}. */
  Path write(Path file) throws IOException {
    Path classes = Files.createTempDirectory(file.getParent(), "classes");
    compile(classes);
    Files.copy(Shell.jobJar(), file, StandardCopyOption.REPLACE_EXISTING);
    try (FileSystem jar = open(file);
        Stream<Path> compiled = Files.walk(classes)) {
      for (Path each : compiled.filter(Files::isRegularFile).toList()) {
        Files.copy(
            each,
            jar.getPath(classes.relativize(each).toString()),
            StandardCopyOption.REPLACE_EXISTING);
      }
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        Path inside = jar.getPath(entry.getKey());
        Files.createDirectories(inside.getParent());
        Files.write(inside, entry.getValue());
      }
    }
    return file;
  }

  private VariantJar edit(String path, String old, String now) throws IOException {
    String source = sources.getOrDefault(path, Files.readString(PROJECT.resolve(path)));
    assertThat(source).as(path).containsOnlyOnce(old);
    sources.put(path, source.replace(old, now));
    return this;
  }

  private void compile(Path classes) throws IOException {
    if (sources.isEmpty()) {
      return;
    }
    var compiler = ToolProvider.getSystemJavaCompiler();
    var said = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<Path> written = new ArrayList<>();
      for (Map.Entry<String, String> source : sources.entrySet()) {
        Path name = Path.of(source.getKey()).getFileName();
        written.add(Files.writeString(classes.resolveSibling(name), source.getValue()));
      }
      Iterable<? extends JavaFileObject> units = files.getJavaFileObjectsFromPaths(written);
      List<String> options =
          List.of("-proc:none", "-nowarn", "-parameters", "-cp", classPath(), "-d", "" + classes);
      boolean good = compiler.getTask(said, files, null, options, null, units).call();
      assertThat(good).as(said.toString()).isTrue();
    }
  }

  /** The jar, Flink, and the tests' own tasks. */
  private static String classPath() throws IOException {
    return String.join(
        File.pathSeparator,
        Shell.jobJar().toString(),
        "target/test-classes",
        Files.readString(Shell.flinkClassPath()).strip());
  }

  private static FileSystem open(Path jar) {
    try {
      return FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), new HashMap<>());
    } catch (IOException e) {
      throw new UncheckedIOException("no jar: " + jar, e);
    }
  }
}
