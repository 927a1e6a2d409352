package io.taskweir.deploy.plot;

/**
 * Text of an SVG. Style is in attributes, since not every program that prints an SVG reads style
 * sheets. Coordinates have one decimal, in pixels.
 */
final class Svg {

  /** What XML cannot hold, and marks that would turn the direction of all that follows. */
  private static final String DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

  private final StringBuilder text = new StringBuilder();

  /** Begins an element. */
  Svg open(String element, String attributes) {
    text.append('<').append(element).append(' ').append(attributes).append(">\n");
    return this;
  }

  /** Ends the element that was begun last. */
  Svg close(String element) {
    text.append("</").append(element).append(">\n");
    return this;
  }

  /** An element that holds nothing. */
  Svg empty(String element, String attributes) {
    text.append('<').append(element).append(' ').append(attributes).append("/>\n");
    return this;
  }

  /** An element that holds {@code foreign} text, escaped. */
  Svg text(String element, String attributes, String foreign) {
    text.append('<').append(element).append(attributes.isEmpty() ? "" : " ").append(attributes);
    text.append('>');
    foreign.codePoints().filter(Svg::isReadable).forEach(this::escaped);
    text.append("</").append(element).append(">\n");
    return this;
  }

  /** A rectangle. */
  Svg rectangle(double x, double y, double width, double height) {
    return empty(
        "rect",
        "x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\""
            .formatted(number(x), number(y), number(width), number(height)));
  }

  /** A coordinate. */
  static String number(double pixels) {
    long tenths = Math.round(pixels * 10);
    long whole = Math.abs(tenths) / 10;
    long rest = Math.abs(tenths) % 10;
    return (tenths < 0 ? "-" : "") + whole + (rest == 0 ? "" : "." + rest);
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private void escaped(int character) {
    switch (character) {
      case '<' -> text.append("&lt;");
      case '>' -> text.append("&gt;");
      case '&' -> text.append("&amp;");
      case '"' -> text.append("&quot;");
      case '\'' -> text.append("&#39;");
      default -> text.appendCodePoint(character);
    }
  }

  private static boolean isReadable(int character) {
    return !Character.isISOControl(character)
        && Character.getType(character) != Character.SURROGATE
        && (character & 0xFFFE) != 0xFFFE
        && DIRECTIONS.indexOf(character) < 0;
  }
}
