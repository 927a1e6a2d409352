package io.taskweir.email;

import java.util.Locale;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeVisitor;

/** What the markup and the scripts of a page do, in one walk without recursion. */
final class PageMarkup implements NodeVisitor {

  /** A page that has more letters to show is not there only to lead elsewhere. */
  private static final int FEW_LETTERS = 400;

  private final boolean isPicture;
  private final boolean showsLittle;
  private final Inspection inspection;

  private PageMarkup(boolean isPicture, boolean showsLittle, Inspection inspection) {
    this.isPicture = isPicture;
    this.showsLittle = showsLittle;
    this.inspection = inspection;
  }

  static void of(String html, HtmlText text, boolean isPicture, Inspection inspection) {
    if (text.passwords() > 0) {
      inspection.see(Rule.PAGE_LOGIN, "");
    }
    boolean showsLittle =
        text.visible().chars().filter(Character::isLetter).limit(FEW_LETTERS).count() < FEW_LETTERS;
    Parser.htmlParser()
        .setMaxDepth(HtmlText.MOST_DEPTH)
        .parseInput(html, "")
        .traverse(new PageMarkup(isPicture, showsLittle, inspection));
  }

  @Override
  public void head(Node node, int depth) {
    if (!(node instanceof Element element)) {
      return;
    }
    switch (element.normalName()) {
      case "script" -> onScript(element);
      case "meta" -> onMeta(element);
      case "iframe", "embed", "frame" -> follow(element.attr("src"));
      case "a" -> {
        if (element.hasAttr("download") && element.attr("href").startsWith("data:")) {
          inspection.see(Rule.PAGE_SMUGGLING, element.attr("download"));
        }
      }
      default -> {}
    }
    follow(element.attr("xlink:href"));
    if (isPicture) {
      onHandlers(element);
    }
  }

  private void onScript(Element element) {
    if (isPicture) {
      inspection.see(Rule.SVG_SCRIPT, "script");
    }
    follow(element.attr("src"));
    String script = element.data().toLowerCase(Locale.ROOT);
    boolean makesFile =
        script.contains("createobjecturl")
            || script.contains("mssaveblob")
            || script.contains("mssaveoropenblob");
    if (makesFile && (script.contains("atob(") || script.contains("uint8array"))) {
      inspection.see(Rule.PAGE_SMUGGLING, "script");
    }
    boolean leads =
        script.contains("location.href")
            || script.contains("location.replace(")
            || script.contains("location.assign(")
            || script.contains("window.location");
    if (leads && showsLittle) {
      inspection.see(Rule.PAGE_REDIRECT, "script");
      inspection.follow(new MailText(PlainText.cut(element.data(), HtmlText.MOST_HTML), null));
    }
  }

  private void onMeta(Element element) {
    if (!element.attr("http-equiv").equalsIgnoreCase("refresh")) {
      return;
    }
    String content = element.attr("content");
    int url = content.toLowerCase(Locale.ROOT).indexOf("url=");
    if (url >= 0) {
      String target = content.substring(url + 4).replace("'", "").replace("\"", "").strip();
      inspection.see(Rule.PAGE_REDIRECT, target);
      follow(target);
    }
  }

  private void onHandlers(Element element) {
    for (Attribute attribute : element.attributes()) {
      if (attribute.getKey().regionMatches(true, 0, "on", 0, 2)) {
        inspection.see(Rule.SVG_SCRIPT, attribute.getKey());
      }
    }
  }

  /** Follows what leads to a site; a reference within the page leads to none. */
  private void follow(String target) {
    if (target.regionMatches(true, 0, "http", 0, 4) || target.startsWith("//")) {
      inspection.follow(target);
    }
  }
}
