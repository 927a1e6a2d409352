package io.taskweir.deploy.upgrade;

import io.taskweir.state.layout.RecordLayout;
import io.taskweir.state.layout.StateLayout;
import io.taskweir.state.layout.TypeLayout;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import javax.annotation.Nullable;

/** Compares a type that was kept with the one that is expected, down to the last record in it. */
final class TypeComparison {

  private static final String KEEP_TYPE =
      "keep the type; add a field of another name for the new one";

  /** What Flink keeps alike, with a null flag around it in a record. */
  private static final Map<String, String> BOXED =
      Map.of(
          "boolean", "Boolean",
          "byte", "Byte",
          "char", "Character",
          "double", "Double",
          "float", "Float",
          "int", "Integer",
          "long", "Long",
          "short", "Short");

  private final Map<String, RecordLayout> before;
  private final Map<String, RecordLayout> after;
  private final Predicate<String> hasClass;
  private final Set<Change> changes = new LinkedHashSet<>();

  TypeComparison(StateLayout running, StateLayout next, Predicate<String> hasClass) {
    this.before = running.records();
    this.after = next.records();
    this.hasClass = hasClass;
  }

  /** What is different between values. */
  List<Change> ofValues(String where, TypeLayout old, TypeLayout now) {
    changes.clear();
    compare(where, old, now);
    return List.copyOf(changes);
  }

  /** What is different between keys: whatever it is, Flink finds no old key again. */
  List<Change> ofKeys(String where, TypeLayout old, TypeLayout now) {
    List<Change> found = ofValues(where, old, now);
    if (found.isEmpty()) {
      return found;
    }
    String what =
        "%s: %s is a key and may not change: %s".formatted(where, shown(old), found.get(0).what());
    return List.of(Change.refused(what, "keep the key's type as it was"));
  }

  /** What cannot be read any more of a type that is not wanted any more. */
  List<Change> ofUnwanted(String where, TypeLayout old) {
    List<Change> found = new ArrayList<>();
    for (String name : classesIn(old, new LinkedHashSet<>())) {
      if (!hasClass.test(name)) {
        found.add(
            Change.refused(
                where + ": its class " + name + " is gone, and the savepoint names it",
                "keep the class, unused, for as long as a savepoint names it"));
      }
    }
    return found;
  }

  private void compare(String where, TypeLayout old, TypeLayout now) {
    RecordLayout oldRecord = before.get(old.toString());
    RecordLayout newRecord = after.get(now.toString());
    if (!boxed(old).equals(boxed(now)) || (oldRecord == null) != (newRecord == null)) {
      changes.add(changed(where, old, now, oldRecord, newRecord));
    } else if (oldRecord != null && newRecord != null) {
      compare(oldRecord, newRecord);
    } else if (old.isOpaque()) {
      changes.add(Change.noted(where + ": kept by a serializer of its own, which is not judged"));
    } else if (old.arguments().size() != now.arguments().size()) {
      changes.add(changed(where, old, now, null, null));
    } else {
      for (int i = 0; i < old.arguments().size(); i++) {
        compare(where, old.arguments().get(i), now.arguments().get(i));
      }
    }
  }

  private static Change changed(
      String where,
      TypeLayout old,
      TypeLayout now,
      @Nullable RecordLayout oldRecord,
      @Nullable RecordLayout newRecord) {
    boolean renamed =
        oldRecord != null && newRecord != null && oldRecord.isEnum() == newRecord.isEnum();
    return Change.refused(
        where + ": was " + shown(old) + ", is " + shown(now),
        renamed ? "keep the class's name and package" : KEEP_TYPE);
  }

  private void compare(RecordLayout old, RecordLayout now) {
    String name = shown(old.type());
    if (old.isEnum() != now.isEnum()) {
      changes.add(Change.refused(name + ": enum and record are not kept alike", KEEP_TYPE));
    } else if (old.isEnum()) {
      compareEnums(name, old.constants(), now.constants());
    } else {
      compareFields(name, old.fields(), now.fields());
    }
  }

  private void compareEnums(String name, List<String> old, List<String> now) {
    for (String constant : old) {
      if (!now.contains(constant)) {
        changes.add(
            Change.refused(
                name + ": constant " + constant + " removed",
                "keep the constant, unused: no savepoint that knows it can be read without"));
      }
    }
    for (String constant : now) {
      if (!old.contains(constant)) {
        changes.add(Change.sound(name + ": constant " + constant + " added"));
      }
    }
  }

  private void compareFields(
      String name, Map<String, TypeLayout> old, Map<String, TypeLayout> now) {
    Map<String, TypeLayout> added = new TreeMap<>(now);
    added.keySet().removeAll(old.keySet());
    for (Map.Entry<String, TypeLayout> field : old.entrySet()) {
      String where = name + "." + field.getKey();
      TypeLayout today = now.get(field.getKey());
      if (today == null) {
        removed(where, field.getValue(), added);
      } else if (BOXED.containsKey(today.name()) && !BOXED.containsKey(field.getValue().name())) {
        changes.add(changed(where, field.getValue(), today, null, null));
      } else {
        compare(where, field.getValue(), today);
      }
    }
    added.forEach((field, type) -> added(name + "." + field, type));
  }

  private void removed(String where, TypeLayout type, Map<String, TypeLayout> added) {
    changes.addAll(ofUnwanted(where, type));
    List<String> alike =
        added.entrySet().stream()
            .filter(field -> boxed(field.getValue()).equals(boxed(type)))
            .map(Map.Entry::getKey)
            .toList();
    if (alike.isEmpty()) {
      changes.add(Change.noted(where + ": removed, and what it held is gone"));
    } else {
      changes.add(
          Change.loss(
              "%s: removed, and %s of the same type added: a renamed field comes back empty"
                  .formatted(where, String.join(", ", alike)),
              "keep the name, or accept that what it held is gone"));
    }
  }

  private void added(String where, TypeLayout type) {
    boolean primitive = BOXED.containsKey(type.name());
    String empty = type.name().equals("boolean") ? "false" : primitive ? "0" : "null";
    changes.add(Change.sound(where + ": added, " + empty + " in what is restored"));
  }

  private Set<String> classesIn(TypeLayout type, Set<String> found) {
    RecordLayout record = before.get(type.toString());
    if (record == null) {
      type.arguments().forEach(argument -> classesIn(argument, found));
    } else if (found.add(type.name())) {
      record.fields().values().forEach(field -> classesIn(field, found));
    }
    return found;
  }

  private static String boxed(TypeLayout type) {
    boolean box = type.arguments().isEmpty();
    return box ? BOXED.getOrDefault(type.name(), type.name()) : type.name();
  }

  /** A type for people: classes without their packages. */
  static String shown(TypeLayout type) {
    return type.text(name -> name.substring(name.lastIndexOf('.') + 1));
  }
}
