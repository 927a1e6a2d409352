package io.taskweir.deploy;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * The line on standard error that says how far a run is. On a terminal it is rewritten in place; in
 * a file or a pipe it is a line every few seconds.
 */
public final class Progress {

  private static final Duration ON_A_TERMINAL = Duration.ofMillis(100);
  private static final Duration IN_A_FILE = Duration.ofSeconds(5);
  private static final String ERASE = "\r\u001b[K";

  private final PrintStream out;
  private final boolean terminal;
  private final InstantSource clock;
  private Instant next;
  private boolean open;

  /**
   * Makes one.
   *
   * @param terminal whether {@code out} is looked at as it is written
   */
  Progress(PrintStream out, boolean terminal, InstantSource clock) {
    this.out = out;
    this.terminal = terminal;
    this.clock = clock;
    this.next = clock.instant().plus(terminal ? ON_A_TERMINAL : IN_A_FILE);
  }

  /** On standard error; the launcher knows whether that is a terminal. */
  public static Progress onStandardError() {
    return new Progress(
        System.err, Boolean.getBoolean("taskweir.terminal"), InstantSource.system());
  }

  /** Shows where the run is now, unless it was shown a moment ago. */
  public synchronized void show(Supplier<String> line) {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(terminal ? ON_A_TERMINAL : IN_A_FILE);
    if (terminal) {
      out.print(ERASE + line.get());
      open = true;
    } else {
      out.println(line.get());
    }
    out.flush();
  }

  /** Says something that stays. */
  public synchronized void say(String line) {
    clear();
    out.println(line);
    out.flush();
  }

  /** Takes the line away, so that what follows stands by itself. */
  public synchronized void clear() {
    if (open) {
      out.print(ERASE);
      out.flush();
      open = false;
    }
  }
}
