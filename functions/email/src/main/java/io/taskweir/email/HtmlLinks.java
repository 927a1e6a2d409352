package io.taskweir.email;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeVisitor;

/**
 * Finds the links of HTML in one walk without recursion: anchors, areas, the targets of forms, and
 * URLs in text that is no anchor's, which clients make clickable as well.
 */
final class HtmlLinks implements NodeVisitor {

  /** Elements open at once; deeper ones are flattened, as browsers do at about this depth. */
  private static final int DEPTH = 256;

  private static final int DISPLAYED = 500;

  private final LinkFinder finder;
  private final Deque<StringBuilder> anchors = new ArrayDeque<>();

  private HtmlLinks(LinkFinder finder) {
    this.finder = finder;
  }

  static void visit(String html, LinkFinder finder) {
    Parser parser = Parser.htmlParser().setMaxDepth(DEPTH);
    Jsoup.parse(html, "", parser).traverse(new HtmlLinks(finder));
  }

  @Override
  public void head(Node node, int depth) {
    if (node instanceof TextNode text) {
      onText(text.getWholeText());
    } else if (node instanceof Element element) {
      onStart(element);
    }
  }

  @Override
  public void tail(Node node, int depth) {
    if (node instanceof Element element && isAnchor(element)) {
      finder.add(element.attr("href"), anchors.removeLast().toString());
    }
  }

  private void onStart(Element element) {
    switch (element.normalName()) {
      case "a", "area" -> {
        if (isAnchor(element)) {
          anchors.addLast(new StringBuilder(element.attr("alt")));
        }
      }
      case "img" -> onText(element.attr("alt"));
      case "base" -> finder.setBase(element.attr("href"));
      case "form" -> addTarget(element, "action");
      case "button", "input" -> addTarget(element, "formaction");
      default -> {}
    }
  }

  private void addTarget(Element element, String attribute) {
    if (element.hasAttr(attribute)) {
      finder.add(element.attr(attribute), "");
    }
  }

  private void onText(String text) {
    if (anchors.isEmpty()) {
      if (text.indexOf('.') >= 0 && finder.hasRoom()) {
        finder.addFromText(text);
      }
      return;
    }
    for (StringBuilder displayed : anchors) {
      int room = DISPLAYED - displayed.length();
      if (room > 0) {
        displayed.append(text, 0, Math.min(room, text.length()));
      }
    }
  }

  private static boolean isAnchor(Element element) {
    return (element.nameIs("a") || element.nameIs("area")) && element.hasAttr("href");
  }
}
