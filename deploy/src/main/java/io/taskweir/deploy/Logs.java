package io.taskweir.deploy;

import java.nio.file.Path;
import org.apache.logging.log4j.LogManager;

/**
 * Where a run's log goes. To be called before anything asks for a logger, since Log4j reads it
 * once; the file is made when the first line is written, so a wrong command line leaves nothing
 * behind.
 */
final class Logs {

  private Logs() {}

  static void to(Path file, RunOptions.LogLevel level) {
    System.setProperty("log4j2.configurationFile", "classpath:log4j2-run.xml");
    System.setProperty("taskweir.log.file", file.toString());
    System.setProperty("taskweir.log.level", level.name());
  }

  /** Writes what still waits to be written; nothing is logged after it. */
  static void flush() {
    LogManager.shutdown();
  }
}
