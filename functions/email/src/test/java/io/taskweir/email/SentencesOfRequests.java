package io.taskweir.email;

import io.taskweir.email.Request.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Labelled texts of a file under {@code sentences/}, and how well they are read. */
final class SentencesOfRequests {

  private SentencesOfRequests() {}

  /** A text and what it asks for. */
  record Labelled(String name, boolean trap, Set<Kind> labels, String text) {}

  /**
   * How a file was read.
   *
   * @param misses the texts whose labels were not exactly found, with what was found
   * @param counts by kind: hit, found falsely, missed
   */
  record Score(int texts, Map<String, Set<Kind>> misses, Map<Kind, int[]> counts) {

    double precision(Kind kind) {
      int[] count = counts.get(kind);
      return (double) count[0] / (count[0] + count[1]);
    }

    double recall(Kind kind) {
      int[] count = counts.get(kind);
      return (double) count[0] / (count[0] + count[2]);
    }

    String table() {
      StringBuilder table = new StringBuilder("kind            precision  recall\n");
      for (Kind kind : Kind.values()) {
        table.append(String.format("%-15s %9.2f %7.2f%n", kind, precision(kind), recall(kind)));
      }
      table.append(texts - misses.size()).append(" of ").append(texts).append(" exactly; not: ");
      return table.append(misses).append('\n').toString();
    }
  }

  static Score score(String file) throws Exception {
    Map<String, Set<Kind>> misses = new java.util.TreeMap<>();
    Map<Kind, int[]> counts = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      counts.put(kind, new int[3]);
    }
    List<Labelled> texts = read(file);
    for (Labelled labelled : texts) {
      Set<Kind> found = EnumSet.noneOf(Kind.class);
      Analysis.ofText(labelled.text(), null).requests().forEach(asked -> found.add(asked.kind()));
      if (!found.equals(labelled.labels())) {
        misses.put(labelled.name(), found);
      }
      for (Kind kind : Kind.values()) {
        boolean expected = labelled.labels().contains(kind);
        if (expected || found.contains(kind)) {
          counts.get(kind)[expected ? (found.contains(kind) ? 0 : 2) : 1]++;
        }
      }
    }
    return new Score(texts.size(), misses, counts);
  }

  static List<Labelled> read(String file) throws IOException {
    List<Labelled> texts = new ArrayList<>();
    try (InputStream bytes = SentencesOfRequests.class.getResourceAsStream("sentences/" + file)) {
      List<String> lines =
          new String(bytes.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .toList();
      for (int at = 0; at + 1 < lines.size(); at += 2) {
        texts.add(labelled(lines.get(at).split(" ", -1), lines.get(at + 1)));
      }
    }
    return texts;
  }

  private static Labelled labelled(String[] head, String text) {
    boolean trap = head[2].equals("trap");
    Set<Kind> labels = EnumSet.noneOf(Kind.class);
    for (int at = trap ? 3 : 2; at < head.length; at++) {
      if (!head[at].equals("none")) {
        labels.add(Kind.valueOf(head[at]));
      }
    }
    return new Labelled(head[0], trap, labels, text);
  }
}
