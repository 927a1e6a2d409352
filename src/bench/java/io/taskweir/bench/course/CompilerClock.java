package io.taskweir.bench.course;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The processor time of this JVM's compilers, by Linux's account of each thread; 0 where there is
 * none. Java itself tells only how long they were at it, which on busy cores is more.
 */
final class CompilerClock {

  private static final Path THREADS = Path.of("/proc/self/task");

  /** As Linux cuts the names of "C1 CompilerThread0" and "C2 CompilerThread0". */
  private static final String NAME = "C[12] CompilerThre";

  /** Linux accounts to programs in hundredths of a second, whatever its own clock is. */
  private static final long TICK_NANOS = 10_000_000;

  /** Where a thread's account, from behind its name on, has the time in programs. */
  private static final int USER = 11;

  /** And where it has the time in the system. */
  private static final int SYSTEM = 12;

  private static final int LOOK_EVERY = 50;

  private final Map<Path, Long> threads = new HashMap<>();
  private int readings;

  /** So far. Compilers that came since are seen within {@value #LOOK_EVERY} readings. */
  long nanos() {
    try {
      if (readings++ % LOOK_EVERY == 0 && Files.isDirectory(THREADS)) {
        look();
      }
      for (Map.Entry<Path, Long> thread : threads.entrySet()) {
        thread.setValue(nanosOf(thread.getKey(), thread.getValue()));
      }
    } catch (IOException e) {
      throw new IllegalStateException("the account of the compilers cannot be read", e);
    }
    return threads.values().stream().mapToLong(Long::longValue).sum();
  }

  private void look() throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(THREADS)) {
      for (Path thread : all) {
        if (!threads.containsKey(thread) && nameOf(thread).matches(NAME)) {
          threads.put(thread, 0L);
        }
      }
    }
  }

  private static String nameOf(Path thread) throws IOException {
    return read(thread, "comm").strip();
  }

  /** A thread that has ended keeps {@code before}. */
  private static long nanosOf(Path thread, long before) throws IOException {
    String account = read(thread, "stat");
    if (account.isEmpty()) {
      return before;
    }
    String[] fields = account.substring(account.lastIndexOf(')') + 2).split(" ", -1);
    return TICK_NANOS * (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]));
  }

  /** What the system says of a thread; nothing of one that has ended. */
  private static String read(Path thread, String what) throws IOException {
    try {
      return Files.readString(thread.resolve(what));
    } catch (IOException e) {
      if (Files.exists(thread)) {
        throw e;
      }
      return "";
    }
  }
}
