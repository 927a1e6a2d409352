package io.taskweir.email;

import java.util.Locale;
import java.util.Set;

/**
 * Parts HTML into what is displayed and what marks it up, in one pass and without a tree: fast and
 * rough, for features, which need the same answer each time more than the right one.
 *
 * <p>Comments, scripts and styles are left out; a tag that breaks no line leaves no gap, so that a
 * word which is broken by tags is whole. Linear: each character is looked at once or twice.
 */
final class MarkupReader {

  private static final int LONGEST_NAME = 20;
  private static final int LONGEST_VALUE = 24;
  private static final int LONGEST_ENTITY = 8;

  private static final Set<String> GAPS =
      Set.of(
          "blockquote",
          "body",
          "br",
          "center",
          "dd",
          "div",
          "dl",
          "dt",
          "form",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "head",
          "hr",
          "html",
          "img",
          "input",
          "li",
          "ol",
          "option",
          "p",
          "select",
          "table",
          "tbody",
          "td",
          "th",
          "title",
          "tr",
          "ul");

  /** What every program that writes HTML puts into it says nothing by being there. */
  private static final Set<String> ORDINARY =
      Set.of("body", "br", "div", "head", "html", "link", "meta", "p", "span", "style", "title");

  private final StringBuilder visible = new StringBuilder();
  private final Sink markup;
  private String html = "";
  private int at;
  private int end;

  /** Takes what marks the text up, such as {@code <font} and {@code <font color=#ff0000}. */
  interface Sink {
    void markup(String token);
  }

  MarkupReader(Sink markup) {
    this.markup = markup;
  }

  /** What the first {@code most} characters of {@code html} display; valid until the next call. */
  CharSequence visible(String html, int most) {
    visible.setLength(0);
    this.html = html.length() > most ? html.substring(0, most) : html;
    at = 0;
    end = this.html.length();
    while (at < end) {
      char c = this.html.charAt(at);
      if (c == '<' && at + 1 < end) {
        tag();
      } else if (c == '&') {
        entity();
      } else {
        visible.append(c);
        at++;
      }
    }
    return visible;
  }

  private void tag() {
    char next = html.charAt(at + 1);
    if (html.startsWith("<!--", at)) {
      after("-->", 4);
    } else if (next == '!' || next == '?') {
      after(">", 1);
    } else if (Character.isLetter(next)) {
      at++;
      open();
    } else if (next == '/') {
      at += 2;
      gap(name());
      after(">", 0);
    } else {
      visible.append('<');
      at++;
    }
  }

  private void open() {
    String name = name();
    if (!ORDINARY.contains(name)) {
      markup.markup('<' + name);
    }
    gap(name);
    while (at < end && html.charAt(at) != '>') {
      char c = html.charAt(at);
      if (Character.isLetter(c)) {
        attribute(name);
      } else if (c == '"' || c == '\'') {
        at++;
        until(c);
        at++;
      } else {
        at++;
      }
    }
    at++;
    if (name.equals("script") || name.equals("style")) {
      skipTo("</" + name);
    }
  }

  private void attribute(String tag) {
    String name = name();
    String start = '<' + tag + ' ' + name;
    if (at >= end || html.charAt(at) != '=') {
      markup.markup(start);
      return;
    }
    at++;
    String value = value();
    boolean address = name.equals("href") || name.equals("src") || name.equals("action");
    markup.markup(start + '=' + (address ? scheme(value) : value.toLowerCase(Locale.ROOT)));
  }

  /** The start of a value, passing over all of it and its quotes. */
  private String value() {
    int from = at;
    char quote = at < end ? html.charAt(at) : ' ';
    if (quote == '"' || quote == '\'') {
      from = ++at;
      until(quote);
      String value = html.substring(Math.min(from, at), Math.min(at, from + LONGEST_VALUE));
      at++;
      return value;
    }
    while (at < end && html.charAt(at) > ' ' && html.charAt(at) != '>') {
      at++;
    }
    return html.substring(from, Math.min(at, from + LONGEST_VALUE));
  }

  private static String scheme(String address) {
    int colon = address.indexOf(':');
    return colon < 0 ? "relative" : address.substring(0, colon + 1).toLowerCase(Locale.ROOT);
  }

  private String name() {
    int from = at;
    while (at < end && (Character.isLetterOrDigit(html.charAt(at)) || html.charAt(at) == '-')) {
      at++;
    }
    return html.substring(from, Math.min(at, from + LONGEST_NAME)).toLowerCase(Locale.ROOT);
  }

  private void gap(String name) {
    if (GAPS.contains(name)) {
      visible.append(' ');
    }
  }

  private void until(char quote) {
    int close = html.indexOf(quote, at);
    at = close < 0 || close >= end ? end : close;
  }

  private void after(String close, int from) {
    int found = html.indexOf(close, Math.min(at + from, end));
    at = found < 0 || found >= end ? end : found + close.length();
  }

  private void skipTo(String close) {
    while (at < end && !html.regionMatches(true, at, close, 0, close.length())) {
      at++;
    }
  }

  private void entity() {
    int semicolon = at + 1;
    while (semicolon < end
        && semicolon - at <= LONGEST_ENTITY
        && (Character.isLetterOrDigit(html.charAt(semicolon)) || html.charAt(semicolon) == '#')) {
      semicolon++;
    }
    if (semicolon >= end || html.charAt(semicolon) != ';') {
      visible.append('&');
      at++;
      return;
    }
    visible.append(meaning(html.substring(at + 1, semicolon)));
    at = semicolon + 1;
  }

  private static char meaning(String entity) {
    return switch (entity) {
      case "nbsp" -> ' ';
      case "amp" -> '&';
      case "lt" -> '<';
      case "gt" -> '>';
      case "quot" -> '"';
      default -> numbered(entity);
    };
  }

  private static char numbered(String entity) {
    if (entity.length() < 2 || entity.charAt(0) != '#') {
      return '\ufffd';
    }
    boolean hex = entity.charAt(1) == 'x' || entity.charAt(1) == 'X';
    int value = 0;
    for (int i = hex ? 2 : 1; i < entity.length(); i++) {
      int digit = Character.digit(entity.charAt(i), hex ? 16 : 10);
      if (digit < 0) {
        return '\ufffd';
      }
      value = value * (hex ? 16 : 10) + digit;
    }
    return value >= ' ' && value < Character.MIN_SURROGATE ? (char) value : '\ufffd';
  }
}
