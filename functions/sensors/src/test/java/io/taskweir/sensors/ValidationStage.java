package io.taskweir.sensors;

import io.taskweir.engine.RecordingContext;
import io.taskweir.engine.Rejection;
import io.taskweir.engine.SharedEntries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/**
 * {@link ValidateReading} as its stage runs it for one sensor, without Flink: what is shared takes
 * effect when a run returns, and what is held runs again after the next task, before its output.
 */
final class ValidationStage {

  static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  private final ValidateReading task;
  private final List<RawReading> held = new ArrayList<>();
  private final List<Reading> accepted = new ArrayList<>();
  private final List<Rejection> rejections = new ArrayList<>();
  private SensorSettings settings = SensorSettings.defaults();
  @Nullable private byte[] memory;
  private int writes;

  ValidationStage() {
    this(new ValidateReading());
  }

  ValidationStage(ValidateReading task) {
    this.task = task;
  }

  /** An element as it comes. */
  void take(String json) {
    List<RawReading> waiting = List.copyOf(held);
    held.clear();
    List<Reading> own = run(RawReading.of(0, json), false);
    List<RawReading> newlyHeld = List.copyOf(held);
    held.clear();
    for (RawReading again : waiting) {
      accepted.addAll(run(again, true));
    }
    held.addAll(newlyHeld);
    accepted.addAll(own);
  }

  /** A reading of the value 1 at {@code timestamp}. */
  void at(String timestamp) {
    take("{\"sensor\":\"s\",\"timestamp\":\"" + timestamp + "\",\"value\":1}");
  }

  /** A setting of the sensors that are named {@code s}. */
  void set(String name, String value) throws Rejection {
    settings = new SensorSettingsSchema().with(settings, name, value);
  }

  /** Forgets what was shared, as when its lifetime is over. */
  void forget() {
    memory = null;
  }

  List<Reading> accepted() {
    return accepted;
  }

  /** The times of what was accepted, in order. */
  List<String> times() {
    return accepted.stream()
        .map(reading -> Instant.ofEpochMilli(reading.timestamp()).toString())
        .toList();
  }

  List<Rejection> rejections() {
    return rejections;
  }

  List<String> reasons() {
    return rejections.stream().map(Rejection::reason).toList();
  }

  /** How many wait. */
  int held() {
    return held.size();
  }

  /** How often the shared entry was written. */
  int writes() {
    return writes;
  }

  private List<Reading> run(RawReading raw, boolean again) {
    try (RecordingContext<Reading> context = new RecordingContext<>()) {
      context.at(NOW).with(SensorSettings.class, settings);
      if (again) {
        context.held();
      }
      SharedEntries shared = context.shared();
      if (memory != null) {
        shared.put(ValidateReading.ENTRY, memory, Duration.ofDays(1));
      }
      task.run(raw, context);
      byte[] after = shared.get(ValidateReading.ENTRY);
      writes += after == memory ? 0 : 1;
      memory = after;
      if (!context.holds().isEmpty()) {
        held.add(raw);
      }
      return context.results();
    } catch (Rejection e) {
      rejections.add(e);
      return List.of();
    }
  }
}
