package io.taskweir.deploy.trace;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A line of a process's log that belongs to a run.
 *
 * @param at when
 * @param process which process wrote it, where there are several
 * @param fields what it says, by name
 */
record LogLine(Instant at, String process, Map<String, String> fields) {

  /**
   * Takes the fields of a line.
   *
   * @throws IllegalArgumentException where they do not say when
   */
  static LogLine of(Map<String, String> fields) {
    String time = fields.getOrDefault("time", "");
    try {
      return new LogLine(
          OffsetDateTime.parse(time).toInstant(),
          fields.getOrDefault("host", "") + ":" + fields.getOrDefault("pid", ""),
          fields);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("time: RFC 3339 expected, got " + time, e);
    }
  }

  /** The line for a reader who knows the run. */
  String shown(Instant start, boolean withProcess) {
    Duration since = Duration.between(start, at);
    var text = new StringJoiner("  ");
    text.add(String.format(Locale.ROOT, "%10s", (since.isNegative() ? "" : "+") + Span.of(since)));
    text.add(String.format(Locale.ROOT, "%-5s", field("level")));
    if (withProcess) {
      text.add(process);
    }
    text.add(field("stage") + " " + TaskWords.shortId(field("task")) + attempt());
    text.add(field("msg"));
    for (String more : new String[] {"error", "cause"}) {
      if (fields.containsKey(more)) {
        text.add(more + ": " + field(more));
      }
    }
    return text.toString();
  }

  private String attempt() {
    String attempt = field("attempt");
    return attempt.isEmpty() || attempt.equals("1") ? "" : " attempt " + attempt;
  }

  private String field(String name) {
    return fields.getOrDefault(name, "");
  }
}
