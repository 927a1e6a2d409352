package io.taskweir.deploy.cluster;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another main class in a process that never outlives its supervisor: {@code Child MAIN
 * ARGUMENT...}. The supervisor holds the other end of standard input; when that closes, however the
 * supervisor ended, this process ends. It needs the JDK alone, so that it can stand before any
 * class path.
 */
public final class Child {

  private static final int ABANDONED = 3;

  private Child() {}

  /** Runs {@code arguments[0]} with the rest. */
  public static void main(String[] arguments) throws Throwable {
    watchSupervisor();
    var main = Class.forName(arguments[0]).getMethod("main", String[].class);
    try {
      main.invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static void watchSupervisor() {
    var watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // Nobody writes; what counts is the end.
                }
              } catch (IOException e) {
                // The other end is gone all the same.
              }
              // Not exit: whoever is left behind is not worth an orderly end that may hang.
              Runtime.getRuntime().halt(ABANDONED);
            },
            "watch-supervisor");
    watch.setDaemon(true);
    watch.start();
  }
}
