package io.taskweir.connectors.files;

import javax.annotation.Nullable;

/** The cell that stands for no value: {@code -200} is also {@code -200.0}. */
final class Missing {

  @Nullable private final String text;
  private final double number;

  Missing(@Nullable String text) {
    this.text = text == null ? null : text.strip();
    String written = text == null ? null : JsonNumber.of(this.text);
    this.number = written == null ? Double.NaN : Double.parseDouble(written);
  }

  /**
   * Whether {@code cell} stands for no value.
   *
   * @param written the cell as a number; null where it is none
   */
  boolean is(String cell, @Nullable String written) {
    if (text == null) {
      return false;
    }
    return cell.equals(text)
        || (written != null && !Double.isNaN(number) && Double.parseDouble(written) == number);
  }
}
