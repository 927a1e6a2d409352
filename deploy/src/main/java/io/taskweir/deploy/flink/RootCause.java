package io.taskweir.deploy.flink;

import io.taskweir.deploy.Failure;

/** The line of a stack trace that says what was wrong. */
final class RootCause {

  private static final String CAUSED_BY = "Caused by: ";

  private RootCause() {}

  /** The innermost cause of {@code stackTrace}, in one line. */
  static String of(String stackTrace) {
    String cause =
        stackTrace
            .lines()
            .filter(line -> line.startsWith(CAUSED_BY))
            .reduce((outer, inner) -> inner)
            .map(line -> line.substring(CAUSED_BY.length()))
            .orElseGet(() -> stackTrace.lines().findFirst().orElse("no reason given"));
    return Failure.reason(new Exception(cause));
  }
}
