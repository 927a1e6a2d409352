package io.taskweir.email;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/**
 * What a reader sees of an HTML text, what he does not see although it is there, and the plain
 * facts of its markup. At most the first {@value #MOST_HTML} characters are parsed, and no element
 * deeper than {@value #MOST_DEPTH}, so that no text costs more than about a tenth of a second.
 */
final class HtmlText {

  static final int MOST_HTML = 400_000;
  static final int MOST_DEPTH = 200;

  private static final Set<String> NEVER_SHOWN =
      Set.of("script", "style", "head", "title", "template", "noscript", "textarea", "object");

  /** Classes and ids of what mail programs put around what they quote. */
  private static final Set<String> QUOTES =
      Set.of(
          "gmail_quote",
          "gmail_quote_container",
          "yahoo_quoted",
          "protonmail_quote",
          "tutanota_quote",
          "moz-cite-prefix",
          "moz-forward-container",
          "zmail_extra",
          "gmail_attr");

  private static final String QUOTED = "> ";

  private final StringBuilder visible = new StringBuilder();
  private final StringBuilder blended = new StringBuilder();
  private final StringBuilder concealed = new StringBuilder();
  private final StringBuilder tiny = new StringBuilder();
  private int images;
  private int remoteImages;
  private int forms;
  private int scripts;
  private int passwords;
  private int brokenWords;
  private String broken = "";

  private HtmlText() {}

  /** Reads {@code html}. */
  static HtmlText of(String html) {
    String bounded = html.length() > MOST_HTML ? html.substring(0, MOST_HTML) : html;
    Document document = Parser.htmlParser().setMaxDepth(MOST_DEPTH).parseInput(bounded, "");
    HtmlText text = new HtmlText();
    NodeTraversor.traverse(text.new Reading(), document);
    text.countBrokenWords(bounded);
    return text;
  }

  /** What a reader sees, a line a block; a line of a quotation begins with {@code >}. */
  String visible() {
    return visible.toString();
  }

  /** Whether there is nothing to see. */
  boolean isBlank() {
    return images == 0 && visible.toString().isBlank();
  }

  /** What has the colour of its ground. */
  String blended() {
    return blended.toString().strip();
  }

  /** What a style takes off the page. */
  String concealed() {
    return concealed.toString().strip();
  }

  /** What is too small to read. */
  String tiny() {
    return tiny.toString().strip();
  }

  /** Pictures that are fetched from somewhere, and not those that the message brings along. */
  int remoteImages() {
    return remoteImages;
  }

  int forms() {
    return forms;
  }

  int scripts() {
    return scripts;
  }

  int passwords() {
    return passwords;
  }

  /** How many words a comment or an unknown tag cuts in two. */
  int brokenWords() {
    return brokenWords;
  }

  /** The first such word, with what cuts it. */
  String broken() {
    return broken;
  }

  private void countBrokenWords(String html) {
    int open = html.indexOf('<');
    while (open >= 0) {
      int end = endOfNothing(html, open);
      if (end > 0 && end < html.length() && open > 0) {
        if (Character.isLetter(html.charAt(open - 1)) && Character.isLetter(html.charAt(end))) {
          brokenWords++;
          if (broken.isEmpty()) {
            broken = html.substring(Math.max(0, open - 10), Math.min(html.length(), end + 10));
          }
        }
      }
      open = html.indexOf('<', Math.max(open + 1, end));
    }
  }

  /** Where a comment that begins at {@code open} ends; -1 where none begins there. */
  private static int endOfNothing(String html, int open) {
    if (!html.startsWith("<!", open) || html.startsWith("<!doctype", open)) {
      return -1;
    }
    int close = html.indexOf('>', open);
    return close < 0 ? html.length() : close + 1;
  }

  /** Walks without recursion; {@code open} holds what applies inside each open element. */
  private final class Reading implements NodeVisitor {

    private final Deque<Style> open = new ArrayDeque<>();

    /** How many open elements quote, and how many are preformatted. */
    private int quotes;

    private int preformatted;

    @Override
    public void head(Node node, int depth) {
      if (node instanceof TextNode words) {
        append(words.getWholeText());
      } else if (node instanceof Element element) {
        count(element);
        if (breaksLine(element)) {
          newLine();
        }
        Style outer = open.isEmpty() ? Style.OF_PAGE : open.peek();
        boolean shown = !NEVER_SHOWN.contains(element.normalName());
        open.push(shown ? outer.inside(element) : Style.OF_NOTHING);
        quotes += quotes(element) ? 1 : 0;
        preformatted += element.normalName().equals("pre") ? 1 : 0;
      }
    }

    @Override
    public void tail(Node node, int depth) {
      if (node instanceof Element element) {
        open.pop();
        quotes -= quotes(element) ? 1 : 0;
        preformatted -= element.normalName().equals("pre") ? 1 : 0;
        if (element.isBlock()) {
          newLine();
        } else if (element.normalName().equals("td")) {
          visible.append(' ');
        }
      }
    }

    private static boolean breaksLine(Element element) {
      return element.isBlock() || element.normalName().equals("br");
    }

    private static boolean quotes(Element element) {
      if (element.attributesSize() == 0) {
        return false;
      }
      return (element.normalName().equals("blockquote")
              && element.attr("type").equalsIgnoreCase("cite"))
          || (element.hasAttr("class") && QUOTES.stream().anyMatch(element::hasClass));
    }

    private void append(String words) {
      Style style = open.isEmpty() ? Style.OF_PAGE : open.peek();
      switch (style.seen()) {
        case SHOWN -> show(words);
        case BLENDED -> blended.append(' ').append(words);
        case CONCEALED -> concealed.append(' ').append(words);
        case TINY -> tiny.append(' ').append(words);
        case NEVER -> {}
      }
    }

    /** Shows words as a browser does, for which a line's end is a space. */
    private void show(String words) {
      for (int i = 0; i < words.length(); i++) {
        char c = words.charAt(i);
        if (c == '\n' && preformatted > 0) {
          newLine();
        } else if (c != '\n' && c != '\r' && c != '\t' && c != ' ') {
          startLine();
          visible.append(c);
        } else if (visible.length() > 0 && !endsInSpace()) {
          visible.append(' ');
        }
      }
    }

    private boolean endsInSpace() {
      char last = visible.charAt(visible.length() - 1);
      return last == ' ' || last == '\n';
    }

    private void newLine() {
      visible.append('\n');
    }

    private void startLine() {
      boolean first = visible.length() == 0 || visible.charAt(visible.length() - 1) == '\n';
      if (quotes > 0 && first) {
        visible.append(QUOTED);
      }
    }

    private void count(Element element) {
      switch (element.normalName()) {
        case "img" -> {
          images++;
          remoteImages +=
              element.attr("src").strip().toLowerCase(Locale.ROOT).startsWith("http") ? 1 : 0;
        }
        case "form" -> forms++;
        case "script" -> scripts++;
        case "input" -> passwords += element.attr("type").equalsIgnoreCase("password") ? 1 : 0;
        default -> {}
      }
    }
  }
}
