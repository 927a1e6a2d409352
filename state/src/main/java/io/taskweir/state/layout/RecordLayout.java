package io.taskweir.state.layout;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A record (or POJO) with its fields, or an enum with its constants.
 *
 * @param type its type; a generic record has one layout for each choice of its arguments
 * @param fields by name, in order of name; none of an enum
 * @param constants in order of declaration; none of a record
 */
public record RecordLayout(
    TypeLayout type, Map<String, TypeLayout> fields, List<String> constants) {

  /** A layout that does not change any more. */
  public RecordLayout {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    constants = List.copyOf(constants);
  }

  /** Whether it is an enum. */
  public boolean isEnum() {
    return !constants.isEmpty();
  }
}
