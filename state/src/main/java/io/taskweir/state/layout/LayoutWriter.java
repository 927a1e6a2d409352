package io.taskweir.state.layout;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes a layout as text; see {@link StateLayout}. */
final class LayoutWriter {

  private final StateLayout layout;
  private final ShownNames names;

  LayoutWriter(StateLayout layout) {
    this.layout = layout;
    this.names = ShownNames.of(layout.records().values());
  }

  Map<String, String> parameters() {
    Map<String, String> all = new TreeMap<>();
    all.put(LayoutParameters.WORKFLOW, layout.workflow());
    all.put(LayoutParameters.VERSION, layout.version());
    all.put(LayoutParameters.MAX_PARALLELISM, Integer.toString(layout.maxParallelism()));
    for (StageLayout stage : layout.stages().values()) {
      all.put(LayoutParameters.state(stage.uid()), text(stage));
    }
    for (RecordLayout record : layout.records().values()) {
      all.put(LayoutParameters.record(text(record.type())), text(record));
    }
    return all;
  }

  private String text(StageLayout stage) {
    List<String> entries = new ArrayList<>();
    entries.add(stage.kind().label());
    if (stage.key() != null) {
      entries.add("key " + text(stage.key()));
    }
    if (stage.envelope() > 0) {
      entries.add("envelope " + stage.envelope());
    }
    if (stage.windows() != null) {
      entries.add("windows " + stage.windows());
    }
    stage.states().forEach(state -> entries.add(text(state)));
    stage.timers().forEach(timers -> entries.add("timers " + word(timers)));
    return String.join("; ", entries);
  }

  private String text(KeptState state) {
    return word(state.name())
        + " "
        + state.kind().label()
        + (state.key() == null ? "" : " " + text(state.key()))
        + " "
        + text(state.value())
        + (state.lifetime() == null ? "" : " ttl " + text(state.lifetime()));
  }

  private String text(RecordLayout record) {
    String members =
        record.isEnum()
            ? "enum " + String.join(", ", record.constants())
            : record.fields().entrySet().stream()
                .map(field -> field.getKey() + " " + text(field.getValue()))
                .collect(Collectors.joining(", "));
    return ShownNames.packageOf(record.type().name()) + ": " + members;
  }

  private String text(TypeLayout type) {
    return type.text(names::shown);
  }

  /** A name that others have chosen, without spaces. */
  private static String word(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8);
  }

  static String text(Duration duration) {
    long millis = duration.toMillis();
    for (LifetimeUnit unit : LifetimeUnit.LARGEST_FIRST) {
      if (millis % unit.millis() == 0) {
        return millis / unit.millis() + " " + unit.label();
      }
    }
    throw new IllegalStateException("no unit divides " + duration);
  }
}
