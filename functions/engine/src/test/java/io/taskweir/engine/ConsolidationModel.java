package io.taskweir.engine;

import io.taskweir.engine.Readings.Reading;
import io.taskweir.engine.Readings.Total;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a consolidation means, in plain Java: all that was accepted, added up anew at every look.
 */
final class ConsolidationModel {

  private final List<WindowLength> lengths;
  private final ZoneId zone;
  private final long lateness;
  private final Map<String, Long> clocks = new HashMap<>();
  private final List<Accepted> accepted = new ArrayList<>();
  private final List<String> late = new ArrayList<>();

  /** What was accepted, and what a window that held nothing else would say, for each length. */
  private record Accepted(String key, List<Total> alone) {}

  ConsolidationModel(List<WindowLength> lengths, ZoneId zone, long lateness) {
    this.lengths = lengths;
    this.zone = zone;
    this.lateness = lateness;
  }

  void arrive(Task<Reading> task) {
    long time = task.payload().time();
    Long clock = clocks.get(key(task));
    if (clock != null && window(lengths.get(0), time).end() <= clock - lateness) {
      late.add(task.id().hex());
    } else {
      accepted.add(new Accepted(key(task), alone(task)));
      clocks.merge(key(task), time, Math::max);
    }
  }

  /** The ids of what was late, in order of arrival. */
  List<String> late() {
    return late;
  }

  long accepted() {
    return accepted.size();
  }

  /**
   * What every window must have said, by its id, as if it fired once: those that the clock of their
   * key or {@code watermark} has reached.
   */
  Map<String, Total> due(long watermark) {
    Map<String, Total> due = new HashMap<>();
    for (Accepted one : accepted) {
      for (Total alone : one.alone()) {
        if (alone.end() <= Math.max(watermark, clocks.get(one.key()))) {
          due.merge(alone.id(), alone, ConsolidationModel::sum);
        }
      }
    }
    return due;
  }

  private List<Total> alone(Task<Reading> task) {
    return lengths.stream()
        .map(length -> total(task, window(length, task.payload().time())))
        .toList();
  }

  private Total total(Task<Reading> task, Window window) {
    long value = task.payload().value();
    String id = id(task, window);
    return new Total(
        id, task.tenant(), 1, window.every(), window.start(), window.end(), 1, value, value, value);
  }

  private static Total sum(Total one, Total other) {
    return new Total(
        one.id(),
        one.tenant(),
        1,
        one.every(),
        one.start(),
        one.end(),
        one.count() + other.count(),
        one.sum() + other.sum(),
        Math.min(one.min(), other.min()),
        Math.max(one.max(), other.max()));
  }

  private String id(Task<Reading> task, Window window) {
    String stageKey = TaskId.derive(task.tenant(), task.payload().key()).hex();
    String start = Long.toString(window.start());
    return TaskId.derive("window", task.tenant(), stageKey, window.every(), start, zone.getId())
        .hex();
  }

  private static String key(Task<Reading> task) {
    return task.tenant() + ' ' + task.payload().key();
  }

  /** The window that holds {@code time}, found by trying one after the other. */
  private Window window(WindowLength length, long time) {
    LocalDate date = Instant.ofEpochMilli(time).atZone(zone).toLocalDate().minusDays(2);
    while (start(date.plusDays(1)) <= time) {
      date = date.plusDays(1);
    }
    LocalDate day = date;
    return switch (length.text()) {
      case "1d" -> window(length, day, day.plusDays(1));
      case "1w" -> {
        LocalDate monday = day.minusDays(day.getDayOfWeek().getValue() - 1);
        yield window(length, monday, monday.plusDays(7));
      }
      case "1mo" -> {
        LocalDate first = day.withDayOfMonth(1);
        yield window(length, first, first.plusMonths(1));
      }
      case "1y" -> {
        LocalDate first = day.withDayOfYear(1);
        yield window(length, first, first.plusYears(1));
      }
      default -> {
        long from = start(day);
        while (from + length.count() <= time) {
          from += length.count();
        }
        yield new Window(
            from, Math.min(from + length.count(), start(day.plusDays(1))), length.text());
      }
    };
  }

  private Window window(WindowLength length, LocalDate from, LocalDate until) {
    return new Window(start(from), start(until), length.text());
  }

  private long start(LocalDate day) {
    return day.atStartOfDay(zone).toInstant().toEpochMilli();
  }
}
