package io.taskweir.state.layout;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What classes are called in a layout's text: without their package, unless that leaves two of one
 * name, or one that means something else.
 */
final class ShownNames {

  /** What is called so in each layout. */
  static final Set<String> TAKEN =
      Set.of(
          "BigDecimal",
          "BigInteger",
          "Boolean",
          "Byte",
          "Character",
          "Double",
          "Float",
          "Instant",
          "Integer",
          "List",
          "Long",
          "Map",
          "Set",
          "Short",
          "String",
          "Task",
          "Void");

  private final Map<String, String> shown = new HashMap<>();

  private ShownNames() {}

  static ShownNames of(Collection<RecordLayout> records) {
    Set<String> classes =
        records.stream().map(record -> record.type().name()).collect(Collectors.toSet());
    Map<String, Long> sharing =
        classes.stream().collect(Collectors.groupingBy(ShownNames::local, Collectors.counting()));
    ShownNames names = new ShownNames();
    for (String name : classes) {
      boolean ambiguous = sharing.get(local(name)) > 1 || TAKEN.contains(local(name));
      names.shown.put(name, ambiguous ? name : local(name));
    }
    return names;
  }

  String shown(String name) {
    return shown.getOrDefault(name, name);
  }

  static String packageOf(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(0, dot);
  }

  /** The full name of a class that is shown as {@code head} in the line of {@code home}. */
  static String full(String head, String home) {
    return home.isEmpty() || head.contains(".") ? head : home + "." + head;
  }

  private static String local(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
