package io.taskweir.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/**
 * Where and when a race was held.
 *
 * @param processor its name, as the system tells it
 * @param cores that this JVM may use
 * @param memoryBytes of the machine
 * @param system name and version
 * @param java version and maker
 * @param date of the race
 */
record Machine(
    String processor, int cores, long memoryBytes, String system, String java, LocalDate date) {

  private static final double GIGA = 1e9;

  /** This one, today. */
  static Machine here() throws IOException {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        processorName(),
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.vendor") + " " + System.getProperty("java.version"),
        LocalDate.now(ZoneOffset.UTC));
  }

  String line() {
    return "%s, %d cores, %.0f GB, %s, Java of %s, %s"
        .formatted(processor, cores, memoryBytes / GIGA, system, java, date);
  }

  private static String processorName() throws IOException {
    Path file = Path.of("/proc/cpuinfo");
    if (Files.notExists(file)) {
      return System.getProperty("os.arch");
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    }
  }
}
