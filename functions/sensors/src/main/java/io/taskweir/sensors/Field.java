package io.taskweir.sensors;

import com.fasterxml.jackson.databind.JsonNode;
import io.taskweir.engine.Rejection;
import javax.annotation.Nullable;

/**
 * A field of a JSON object as it came, and whether it is what was expected.
 *
 * @param name how an error message calls it
 * @param got its value; null where the object has none, or the null of JSON
 */
record Field(String name, @Nullable JsonNode got) {

  /** What {@link #asName} expects. */
  static final String NAME = "a text of 1 to 200 characters without control characters";

  private static final int LONGEST_NAME = 200;

  /** The field {@code name} of {@code object}. */
  static Field of(JsonNode object, String name) {
    JsonNode got = object.get(name);
    return new Field(name, got == null || got.isNull() ? null : got);
  }

  /** Whether the object has no such field. */
  boolean isAbsent() {
    return got == null;
  }

  /** Text; null where it is none. */
  @Nullable
  String asText() {
    return got != null && got.isTextual() ? got.textValue() : null;
  }

  /** A name as {@link #NAME} says; null where it is none. */
  @Nullable
  String asName() {
    String text = asText();
    return text != null && isName(text) ? text : null;
  }

  /** A finite number; null where it is none. Text is no number, whatever it says. */
  @Nullable
  Double asNumber() {
    return got != null && got.isNumber() && Double.isFinite(got.doubleValue())
        ? Double.valueOf(got.doubleValue())
        : null;
  }

  /** A whole number, written as one; null where it is none or has more than 63 bits. */
  @Nullable
  Long asInteger() {
    return got != null && got.isIntegralNumber() && got.canConvertToLong()
        ? Long.valueOf(got.longValue())
        : null;
  }

  /** The rejection of this field. */
  Rejection refused(String reason, String expected) {
    String shown = got == null ? "nothing" : Shown.of(got.toString());
    return new Rejection(reason, name + ": got " + shown + ", expected " + expected);
  }

  /**
   * No line breaks and no control characters, which logs and tables would suffer from; no half
   * surrogates and no U+FFFD, which stand for bytes that were no text: two names could be one.
   */
  private static boolean isName(String text) {
    return text.length() <= LONGEST_NAME
        && !text.isBlank()
        && text.codePoints().noneMatch(Shown::isUnprintable)
        && text.indexOf('\uFFFD') < 0;
  }
}
