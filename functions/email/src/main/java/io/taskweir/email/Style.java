package io.taskweir.email;

import org.jsoup.nodes.Element;

/**
 * What decides whether the text inside an element is seen. Only an element's own attributes are
 * looked at, not style sheets, which can hide more.
 *
 * @param displayed false where the element and all in it is no text or takes no place on the page
 * @param never whether it is no text to display, such as a script
 * @param visible as CSS has it: an inner element may be visible again
 * @param size of its letters in pixels, which an inner element may set anew
 * @param colour of the text, as {@link Colours} has it
 * @param ground behind the text
 */
record Style(
    boolean displayed, boolean never, boolean visible, double size, int colour, int ground) {

  /** Black on white. */
  static final Style OF_PAGE = new Style(true, false, true, 16, 0x000000, 0xffffff);

  /** Of an element whose text no client displays, such as a script. */
  static final Style OF_NOTHING = new Style(false, true, false, 16, 0, 0);

  /** Letters that nobody reads, in pixels; the smallest print of honest mail has 8 or more. */
  private static final double TINY = 4;

  /** The page ends before this many pixels to the left of it or above. */
  private static final double OFF_PAGE = -500;

  private static final double NEXT_TO_NOTHING = 0.1;

  /** Whether a text is displayed. */
  enum Seen {
    SHOWN,
    /** It has the colour of what is behind it. */
    BLENDED,
    /** It takes no place on the page, as the preview lines of newsletters do. */
    CONCEALED,
    /** It is there, in letters too small to read. */
    TINY,
    /** It is no text to display. */
    NEVER
  }

  /** Whether text that stands here is displayed. */
  Seen seen() {
    if (never) {
      return Seen.NEVER;
    }
    if (!displayed || !visible || size == 0) {
      return Seen.CONCEALED;
    }
    if (Colours.blend(colour, ground)) {
      return Seen.BLENDED;
    }
    return size < TINY ? Seen.TINY : Seen.SHOWN;
  }

  /** What applies inside {@code element}, which stands where this applies. */
  Style inside(Element element) {
    if (never || element.attributesSize() == 0) {
      return this;
    }
    Declarations css = Declarations.of(element.attr("style"));
    return new Style(
        displayed && !element.hasAttr("hidden") && !takesNoPlace(css),
        false,
        visible(css),
        size(css),
        Colours.first(colour, css.get("color"), element.attr("color"), element.attr("text")),
        ground(element, css));
  }

  private boolean visible(Declarations css) {
    return switch (css.get("visibility")) {
      case "" -> visible;
      case "hidden", "collapse" -> false;
      default -> true;
    };
  }

  private double size(Declarations css) {
    if (css.get("font-size").isEmpty()) {
      return size;
    }
    double pixels = css.pixels("font-size");
    return Double.isNaN(pixels) || pixels < 0 ? OF_PAGE.size : pixels;
  }

  private int ground(Element element, Declarations css) {
    String shorthand = css.get("background");
    boolean picture = element.hasAttr("background") || shorthand.contains("url(");
    if (picture || css.get("background-image").contains("url(")) {
      return Colours.UNKNOWN;
    }
    int space = shorthand.indexOf(' ');
    String first =
        space < 0 || shorthand.startsWith("rgb") ? shorthand : shorthand.substring(0, space);
    int given =
        Colours.first(
            ground,
            css.get("background-color"),
            first.equals("none") ? "" : first,
            element.attr("bgcolor"));
    return given == Colours.TRANSPARENT ? ground : given;
  }

  private static boolean takesNoPlace(Declarations css) {
    return css.is("display", "none")
        || css.is("mso-hide", "all")
        || (!css.get("opacity").isEmpty() && css.pixels("opacity") < NEXT_TO_NOTHING)
        || (css.is("overflow", "hidden") && hasNoArea(css))
        || css.get("clip").replace(" ", "").startsWith("rect(0,0,0,0")
        || css.get("transform").replace(" ", "").equals("scale(0)")
        || isOffPage(css);
  }

  private static boolean hasNoArea(Declarations css) {
    return css.pixels("height") <= 1
        || css.pixels("max-height") <= 1
        || css.pixels("width") <= 1
        || css.pixels("max-width") <= 1;
  }

  private static boolean isOffPage(Declarations css) {
    boolean moved = css.is("position", "absolute") || css.is("position", "fixed");
    return (moved && (css.pixels("left") < OFF_PAGE || css.pixels("top") < OFF_PAGE))
        || css.pixels("text-indent") < OFF_PAGE
        || css.pixels("margin-left") < OFF_PAGE
        || css.pixels("margin-top") < OFF_PAGE;
  }
}
