package io.taskweir.state.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Text that is read from left to right, with types in it. */
final class TypeText {

  private static final String ENDS_A_NAME = "<>(),[] ";

  private final String text;
  private final UnaryOperator<String> fullNames;
  private int at;

  TypeText(String text, UnaryOperator<String> fullNames) {
    this.text = text;
    this.fullNames = fullNames;
  }

  boolean isAtEnd() {
    return at == text.length();
  }

  /** The text as one type. */
  TypeLayout whole() {
    TypeLayout type = type();
    if (!isAtEnd()) {
      throw new IllegalArgumentException("expected one type, got \"" + text + '"');
    }
    return type;
  }

  TypeLayout type() {
    TypeLayout type;
    if (skip("(")) {
      type = new TypeLayout(TypeLayout.TUPLE, typesUpTo(")"));
    } else {
      String name = fullNames.apply(name());
      type = new TypeLayout(name, skip("<") ? typesUpTo(">") : List.of());
    }
    while (skip("[]")) {
      type = TypeLayout.of(TypeLayout.ARRAY, type);
    }
    return type;
  }

  /** What stands up to the next space, which is passed. */
  String word() {
    int space = text.indexOf(' ', at);
    int end = space < 0 ? text.length() : space;
    String word = text.substring(at, end);
    at = Math.min(end + 1, text.length());
    return word;
  }

  /** Passes {@code what} where it comes next. */
  boolean skip(String what) {
    boolean there = text.startsWith(what, at);
    at += there ? what.length() : 0;
    return there;
  }

  private List<TypeLayout> typesUpTo(String end) {
    List<TypeLayout> types = new ArrayList<>();
    do {
      types.add(type());
    } while (skip(", "));
    if (!skip(end)) {
      throw new IllegalArgumentException("expected " + end + " in \"" + text + '"');
    }
    return types;
  }

  private String name() {
    int begin = at;
    while (at < text.length() && ENDS_A_NAME.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (at == begin) {
      throw new IllegalArgumentException("expected a type in \"" + text + '"');
    }
    return text.substring(begin, at);
  }
}
