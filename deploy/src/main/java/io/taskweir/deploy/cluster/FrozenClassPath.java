package io.taskweir.deploy.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A class path that outlives the next build: our own jars are copied, since a JVM that lazily loads
 * from a jar that was overwritten fails in odd ways; those of others lie where nothing changes
 * them.
 */
final class FrozenClassPath {

  private final Path lib;

  FrozenClassPath(Path lib) {
    this.lib = lib;
  }

  String of(String classPath) throws IOException {
    Files.createDirectories(lib);
    List<String> frozen = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      Path name = path.getFileName();
      boolean ours = name != null && name.toString().matches("taskweir-.*\\.jar");
      frozen.add(ours ? copy(path).toString() : entry);
    }
    return String.join(File.pathSeparator, frozen);
  }

  private Path copy(Path jar) throws IOException {
    Path copy = lib.resolve(jar.getFileName());
    return Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
  }
}
