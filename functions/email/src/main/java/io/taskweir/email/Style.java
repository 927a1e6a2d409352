package io.taskweir.email;

import java.util.Locale;
import org.jsoup.nodes.Element;

/**
 * What decides whether the text inside an element is seen. Only an element's own attributes are
 * looked at; a style sheet can hide more.
 *
 * @param seen whether it is
 * @param colour of the text; {@link Colours#UNKNOWN} where it is not known
 * @param ground behind the text; {@link Colours#UNKNOWN} where it is not known
 */
record Style(Seen seen, String colour, String ground) {

  /** Black on white. */
  static final Style OF_PAGE = new Style(Seen.SHOWN, "#000000", "#ffffff");

  /** Of an element whose text no client displays, such as a script. */
  static final Style OF_NOTHING = new Style(Seen.NEVER, "", "");

  /** Whether a text is displayed. */
  enum Seen {
    SHOWN,
    /** It has the colour of what is behind it. */
    BLENDED,
    /** It takes no room, as the preview lines of newsletters do. */
    CONCEALED,
    /** It is no text to display. */
    NEVER
  }

  /** What applies inside {@code element}, which stands where this applies. */
  Style inside(Element element) {
    if (seen == Seen.NEVER || element.attributesSize() == 0) {
      return this;
    }
    String style = element.attr("style").toLowerCase(Locale.ROOT);
    String newColour =
        Colours.first(
            Colours.ofStyle(style, "color"), element.attr("color"), element.attr("text"), colour);
    String newGround = ground(element, style);
    if (seen == Seen.CONCEALED || element.hasAttr("hidden") || conceals(style)) {
      return new Style(Seen.CONCEALED, newColour, newGround);
    }
    boolean blends = newColour.equals(newGround) && !newColour.equals(Colours.UNKNOWN);
    return new Style(blends ? Seen.BLENDED : Seen.SHOWN, newColour, newGround);
  }

  private String ground(Element element, String style) {
    if (element.hasAttr("background") || style.contains("url(")) {
      return Colours.UNKNOWN;
    }
    return Colours.first(
        Colours.ofStyle(style, "background-color"),
        Colours.ofStyle(style, "background"),
        element.attr("bgcolor"),
        ground);
  }

  private static boolean conceals(String style) {
    if (style.isEmpty()) {
      return false;
    }
    String dense = style.replace(" ", "") + ";";
    return dense.contains("display:none")
        || dense.contains("visibility:hidden")
        || dense.contains("font-size:0;")
        || dense.contains("font-size:0px")
        || dense.contains("font-size:1px")
        || dense.contains("opacity:0;")
        || dense.contains("mso-hide:all");
  }
}
