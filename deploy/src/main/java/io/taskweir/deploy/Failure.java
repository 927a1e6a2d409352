package io.taskweir.deploy;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.regex.Pattern;
import org.apache.flink.util.ExceptionUtils;

/** What a person needs to know of an exception: one line, the innermost cause in words. */
public final class Failure {

  private static final int LONGEST = 400;

  /** Flink's serialized exceptions begin with the name of the class that they were. */
  private static final Pattern PACKAGE = Pattern.compile("^(?:[a-z0-9_]+\\.)+(?=[A-Z])");

  private static final Pattern UNREADABLE = Pattern.compile("[\\s\\p{Cntrl}]+");

  private Failure() {}

  /** The line for {@code thrown}. */
  public static String line(Throwable thrown) {
    var said = ExceptionUtils.findThrowable(thrown, RunFailedException.class);
    if (said.isPresent()) {
      return said.get().getMessage();
    }
    var port = ExceptionUtils.findThrowable(thrown, LocalCluster.PortTakenException.class);
    if (port.isPresent()) {
      return port.get().getMessage();
    }
    if (ExceptionUtils.findThrowableWithMessage(thrown, "No space left on device").isPresent()) {
      return "disk full: no space left on device";
    }
    return reason(unwrapped(thrown));
  }

  /** What {@code thrown} itself says, in one line. */
  public static String reason(Throwable thrown) {
    if (thrown instanceof AccessDeniedException denied) {
      return "access denied: " + denied.getFile();
    }
    if (thrown instanceof NoSuchFileException missing) {
      return "no such file: " + missing.getFile();
    }
    String message = thrown.getMessage();
    if (message == null || message.isBlank()) {
      return thrown.getClass().getSimpleName();
    }
    String line = UNREADABLE.matcher(message).replaceAll(" ").strip();
    String shown = PACKAGE.matcher(line).replaceFirst("");
    return shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + "...";
  }

  /** The first that is about the matter: Flink and futures wrap what failed, over and over. */
  private static Throwable unwrapped(Throwable thrown) {
    Throwable inner = thrown;
    while (inner.getCause() != null && isWrapper(inner)) {
      inner = inner.getCause();
    }
    return inner;
  }

  private static boolean isWrapper(Throwable thrown) {
    String type = thrown.getClass().getName();
    return type.startsWith("org.apache.flink.")
        || type.startsWith("java.util.concurrent.")
        || thrown.getMessage() == null
        || thrown.getMessage().equals(thrown.getCause().toString());
  }
}
