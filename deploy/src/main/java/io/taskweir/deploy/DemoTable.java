package io.taskweir.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.taskweir.state.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What became of each message of the demo, a line a message. */
final class DemoTable {

  private static final int WIDTH = 110;

  private final WorkflowPlan plan;
  private final Path mail;
  private final Map<String, Row> rows = new HashMap<>();
  private final List<Row> parts = new ArrayList<>();

  /** What a line says: a message, what became of it, and why. */
  private record Row(String message, String outcome, String score, String why) {}

  private DemoTable(WorkflowPlan plan, Path mail) {
    this.plan = plan;
    this.mail = mail;
  }

  /**
   * Reads a run's folder.
   *
   * @param mail where the messages lay; their names are shown from there
   * @param sources every message that was fed: one that has neither a verdict nor a dead letter is
   *     a duplicate
   */
  static String of(WorkflowPlan plan, OutputFolder folder, Path mail, List<String> sources)
      throws IOException {
    var table = new DemoTable(plan, mail);
    for (JsonNode verdict : lines(folder.results(plan.results().main()))) {
      table.verdict(verdict);
    }
    for (JsonNode letter : lines(folder.deadLetters())) {
      table.deadLetter(letter);
    }
    for (String source : sources) {
      String message = table.name(source);
      table.rows.putIfAbsent(
          message, new Row(message, "duplicate", "", "the same bytes were there before"));
    }
    return table.render();
  }

  private void verdict(JsonNode verdict) {
    String message = name(verdict.path("source").asText());
    String why =
        StreamSupport.stream(verdict.path("reasons").spliterator(), false)
            .filter(reason -> reason.path("weight").asDouble() > 0)
            .map(reason -> reason.path("code").asText())
            .collect(Collectors.joining(", "));
    String score = String.format(Locale.ROOT, "%.2f", verdict.path("score").asDouble());
    rows.put(message, new Row(message, verdict.path("verdict").asText(), score, why));
  }

  private void deadLetter(JsonNode letter) {
    String message = name(letter.path("source").path("name").asText());
    String stage = letter.path("stage").asText();
    String why = letter.path("reason").asText() + ": " + letter.path("detail").asText();
    if (plan.mainLine().contains(stage)) {
      rows.put(message, new Row(message, "dead letter", "", why));
    } else {
      parts.add(new Row(message, stage, "", why));
    }
  }

  private String render() {
    var page = new StringBuilder();
    append(page, new Row("message", "outcome", "score", "what speaks against it"));
    rows.values().stream()
        .sorted(Comparator.comparing(Row::message))
        .forEach(row -> append(page, row));
    if (!parts.isEmpty()) {
      page.append("\nparts that could not be analysed; their messages have verdicts\n");
      parts.stream().sorted(Comparator.comparing(Row::message)).forEach(row -> append(page, row));
    }
    return page.append('\n').toString();
  }

  private void append(StringBuilder page, Row row) {
    int width = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
    String line =
        String.format(
            Locale.ROOT,
            "%-" + width + "s  %-18s %5s  %s",
            row.message(),
            row.outcome(),
            row.score(),
            row.why());
    page.append(
            line.length() <= WIDTH ? line.stripTrailing() : line.substring(0, WIDTH - 3) + "...")
        .append('\n');
  }

  private String name(String source) {
    String prefix = mail + "/";
    return source.startsWith(prefix) ? source.substring(prefix.length()) : source;
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    var nodes = new ArrayList<JsonNode>();
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      nodes.add(Json.mapper().readTree(line));
    }
    return nodes;
  }
}
