package io.taskweir.state.layout;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A type of what is kept, as far as its bytes depend on it.
 *
 * @param name the binary name of a record or enum; {@code long} or {@code Long} and the like;
 *     {@code List}, {@code Set}, {@code Map}, {@code Task}; {@link #TUPLE}, {@link #ARRAY}; or
 *     {@link #OPAQUE} and a class name, for what only its own serializer knows
 * @param arguments what it is made of
 */
public record TypeLayout(String name, List<TypeLayout> arguments) {

  /** The name of a tuple. */
  public static final String TUPLE = "()";

  /** The name of an array. */
  public static final String ARRAY = "[]";

  /** What the name of a type begins with that cannot be looked into. */
  public static final String OPAQUE = "opaque:";

  /** A type whose arguments do not change any more. */
  public TypeLayout {
    arguments = List.copyOf(arguments);
  }

  /** A type of these arguments. */
  public static TypeLayout of(String name, TypeLayout... arguments) {
    return new TypeLayout(name, List.of(arguments));
  }

  /** Whether nothing is known of it but its name. */
  public boolean isOpaque() {
    return name.startsWith(OPAQUE);
  }

  /** It as text, each name as {@code shown} gives it. */
  public String text(UnaryOperator<String> shown) {
    String inner = arguments.stream().map(a -> a.text(shown)).collect(Collectors.joining(", "));
    return switch (name) {
      case TUPLE -> "(" + inner + ")";
      case ARRAY -> inner + "[]";
      default -> shown.apply(name) + (arguments.isEmpty() ? "" : "<" + inner + ">");
    };
  }

  /** It as text, with all names in full: under this a record's layout is found. */
  @Override
  public String toString() {
    return text(UnaryOperator.identity());
  }
}
