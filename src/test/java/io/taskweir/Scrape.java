package io.taskweir;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metrics that were scraped, in Prometheus' text format, so far as an expression can name them.
 *
 * @param labels the names of the labels of each metric
 */
record Scrape(Map<String, Set<String>> labels) {

  private static final Pattern LINE = Pattern.compile("(\\w+)(?:\\{(.*)})? \\S+");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

  static Scrape parse(String text) {
    Map<String, Set<String>> labels = new TreeMap<>();
    text.lines().filter(line -> !line.startsWith("#")).forEach(line -> add(line, labels));
    return new Scrape(labels);
  }

  /** What either has. */
  Scrape and(Scrape other) {
    Map<String, Set<String>> both = new TreeMap<>(labels);
    both.putAll(other.labels);
    return new Scrape(both);
  }

  private static void add(String line, Map<String, Set<String>> labels) {
    Matcher sample = LINE.matcher(line);
    if (!sample.matches()) {
      throw new IllegalArgumentException("no line of Prometheus' text format: " + line);
    }
    Set<String> names = labels.computeIfAbsent(sample.group(1), unused -> new TreeSet<>());
    if (sample.group(2) != null) {
      LABEL.matcher(sample.group(2)).results().forEach(label -> names.add(label.group(1)));
    }
  }
}
