package io.taskweir.state.layout;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.annotation.Nullable;

/** Reads a layout from its text; see {@link StateLayout}. */
final class LayoutReader {

  private static final String ENUM = "enum ";

  private final Map<String, String> parameters;
  private final Map<String, String> fullNames = new HashMap<>();

  LayoutReader(Map<String, String> parameters) {
    this.parameters = new TreeMap<>(parameters);
  }

  StateLayout read() {
    this.parameters.forEach(this::learn);
    Map<String, StageLayout> stages = new TreeMap<>();
    Map<String, RecordLayout> records = new TreeMap<>();
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      String key = parameter.getKey();
      if (LayoutParameters.isState(key)) {
        StageLayout stage =
            reading(key, () -> stage(LayoutParameters.name(key), parameter.getValue()));
        stages.put(stage.uid(), stage);
      } else if (LayoutParameters.isRecord(key)) {
        RecordLayout read = reading(key, () -> record(key, parameter.getValue()));
        records.put(read.type().toString(), read);
      }
    }
    return new StateLayout(
        required(LayoutParameters.WORKFLOW),
        required(LayoutParameters.VERSION),
        reading(
            LayoutParameters.MAX_PARALLELISM,
            () -> Integer.parseInt(required(LayoutParameters.MAX_PARALLELISM))),
        stages,
        records);
  }

  private String required(String key) {
    String value = parameters.get(key);
    if (value == null) {
      throw new IllegalArgumentException(
          "no parameter " + key + ": the job does not publish what it keeps");
    }
    return value;
  }

  private <T> T reading(String key, Supplier<T> read) {
    try {
      return read.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "parameter " + key + " \"" + parameters.get(key) + "\": " + e.getMessage(), e);
    }
  }

  /** Learns from a record's line which class its shown name means. */
  private void learn(String key, String value) {
    if (LayoutParameters.isRecord(key)) {
      String head = LayoutParameters.name(key).replaceFirst("<.*", "");
      int colon = Math.max(0, value.indexOf(':'));
      fullNames.put(head, ShownNames.full(head, value.substring(0, colon)));
    }
  }

  private RecordLayout record(String key, String value) {
    TypeLayout type = new TypeText(LayoutParameters.name(key), this::full).whole();
    int colon = value.indexOf(": ");
    if (colon < 0) {
      throw new IllegalArgumentException("expected a package and a colon first");
    }
    String members = value.substring(colon + 2);
    if (members.startsWith(ENUM)) {
      List<String> constants = List.of(members.substring(ENUM.length()).split(", "));
      return new RecordLayout(type, Map.of(), constants);
    }
    Map<String, TypeLayout> fields = new LinkedHashMap<>();
    TypeText text = new TypeText(members, this::full);
    while (!text.isAtEnd()) {
      String name = text.word();
      fields.put(name, text.type());
      text.skip(", ");
    }
    return new RecordLayout(type, fields, List.of());
  }

  private StageLayout stage(String uid, String value) {
    List<String> entries = List.of(value.split("; "));
    @Nullable TypeLayout key = null;
    @Nullable String windows = null;
    int envelope = 0;
    List<KeptState> states = new ArrayList<>();
    List<String> timers = new ArrayList<>();
    for (String entry : entries.subList(1, entries.size())) {
      String[] words = entry.split(" ", 3);
      if (words.length == 3 && StateKind.labelled(words[1]).isPresent()) {
        states.add(state(entry));
        continue;
      }
      String rest = entry.substring(words[0].length()).strip();
      switch (words[0]) {
        case "key" -> key = new TypeText(rest, this::full).whole();
        case "envelope" -> envelope = Integer.parseInt(rest);
        case "windows" -> windows = rest;
        case "timers" -> timers.add(unescaped(rest));
        default ->
            throw new IllegalArgumentException(
                "expected a state, key, envelope, windows or timers, got \"" + entry + '"');
      }
    }
    return new StageLayout(
        uid, StageKind.labelled(entries.get(0)), key, envelope, states, timers, windows);
  }

  private KeptState state(String entry) {
    TypeText text = new TypeText(entry, this::full);
    String name = unescaped(text.word());
    StateKind kind = StateKind.labelled(text.word()).orElseThrow();
    @Nullable TypeLayout key = null;
    if (kind == StateKind.MAP || kind == StateKind.BROADCAST) {
      key = text.type();
      text.skip(" ");
    }
    TypeLayout value = text.type();
    @Nullable Duration lifetime = null;
    if (text.skip(" ttl ")) {
      lifetime = LifetimeUnit.of(Long.parseLong(text.word()), text.word());
    }
    if (!text.isAtEnd()) {
      throw new IllegalArgumentException("more than a state in \"" + entry + '"');
    }
    return new KeptState(name, kind, key, value, lifetime);
  }

  private String full(String shown) {
    return fullNames.getOrDefault(shown, shown);
  }

  private static String unescaped(String word) {
    return URLDecoder.decode(word, StandardCharsets.UTF_8);
  }
}
