package io.taskweir.deploy.trace;

import io.taskweir.logfmt.LogfmtValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A run for a person to look at: what it is, its tasks, what came out, what its logs say. */
final class RunPage {

  private static final String GAP = "  ";

  private final TracedRun run;
  private final List<TaskNode> forest;
  private final List<TaskNode> nodes;
  private final Set<String> marked;
  private final Glyphs glyphs;
  private final Instant start;
  private final TaskWords words;
  private final StringBuilder page = new StringBuilder();

  /** A line of the tree: its cells, and what stands below. */
  private record Row(List<String> cells, List<String> below) {}

  private RunPage(TracedRun run, StageOrder order, Set<String> marked, Glyphs glyphs) {
    this.run = run;
    this.forest = TaskTree.of(run, order);
    this.nodes = TaskTree.flat(forest);
    this.marked = marked;
    this.glyphs = glyphs;
    this.start =
        nodes.stream()
            .map(TaskNode::started)
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    Set<String> tasks = nodes.stream().map(TaskNode::task).collect(Collectors.toSet());
    this.words = new TaskWords(run, tasks, start, glyphs);
  }

  /**
   * Renders a run.
   *
   * @param order its workflow's stages
   * @param marked tasks that the user asked for
   * @param notes what the reader must know, a line each
   * @param log its lines; empty where nobody asked
   */
  static String of(
      TracedRun run,
      StageOrder order,
      Set<String> marked,
      Glyphs glyphs,
      List<String> notes,
      List<LogLine> log) {
    var page = new RunPage(run, order, marked, glyphs);
    page.header();
    page.tree();
    page.results();
    page.log(log);
    page.notes(notes);
    return page.page.toString();
  }

  private void header() {
    line("run       " + run.root());
    line("workflow  " + one(said(e -> e.workflow(), DeadTask::workflow), "not known"));
    line("tenant    " + one(tenants(), "not known"));
    line("source    " + one(sources(), "not known: no result and no dead letter names it"));
    line("time      " + time());
    line("outcome   " + RunOutcome.of(run, nodes));
  }

  private Stream<String> said(
      Function<io.taskweir.state.AuditEvent, String> event, Function<DeadTask, String> letter) {
    return Stream.concat(run.events().stream().map(event), run.dead().stream().map(letter));
  }

  private Stream<String> tenants() {
    return Stream.concat(
        said(e -> e.tenant(), DeadTask::tenant), run.results().stream().map(Result::tenant));
  }

  private Stream<String> sources() {
    Stream<String> letters =
        run.dead().stream()
            .map(
                letter ->
                    letter.source() == null
                        ? letter.coordinates()
                        : letter.source() + " (" + letter.coordinates() + ")");
    List<String> known = letters.filter(Objects::nonNull).distinct().toList();
    return known.isEmpty()
        ? run.results().stream().map(Result::source).filter(Objects::nonNull)
        : known.stream();
  }

  private static String one(Stream<String> all, String none) {
    String joined = all.filter(Objects::nonNull).distinct().collect(Collectors.joining(", "));
    return joined.isEmpty() ? none : joined;
  }

  private String time() {
    Instant end =
        Stream.concat(
                run.events().stream().map(e -> e.at()),
                run.dead().stream().map(letter -> letter.failure().at()))
            .max(Comparator.naturalOrder())
            .orElse(null);
    return end == null
        ? "not known"
        : start + " to " + end + ", " + Span.of(Duration.between(start, end));
  }

  private void tree() {
    if (forest.isEmpty()) {
      return;
    }
    var rows = new ArrayList<Row>();
    rows.add(new Row(List.of("task", "id", "outcome", "attempt", "started", "took"), List.of()));
    forest.forEach(node -> add(rows, node, "", ""));
    List<Integer> widths = widths(rows);
    line("");
    for (Row row : rows) {
      line(cells(row.cells(), widths));
      row.below().forEach(this::line);
    }
  }

  /**
   * Adds a node and all under it.
   *
   * @param branch what stands before the node
   * @param indent what stands before all below it
   */
  private void add(List<Row> rows, TaskNode node, String branch, String indent) {
    String id = TaskWords.shortId(node.task());
    String label = node.stage().isEmpty() ? "(not audited)" : node.stage();
    String beside = indent + glyphs.beside(!node.children().isEmpty()) + GAP;
    rows.add(
        new Row(
            List.of(
                branch + label,
                marked.contains(node.task()) ? id + " <" : id,
                words.outcome(node),
                words.attempt(node),
                words.started(node),
                words.took(node)),
            words.details(node).stream().map(detail -> beside + detail).toList()));
    for (int i = 0; i < node.children().size(); i++) {
      boolean last = i == node.children().size() - 1;
      add(rows, node.children().get(i), indent + glyphs.branch(last), indent + glyphs.below(last));
    }
  }

  private static List<Integer> widths(List<Row> rows) {
    var widths = new ArrayList<Integer>();
    for (int column = 0; column < rows.get(0).cells().size(); column++) {
      int at = column;
      widths.add(rows.stream().mapToInt(row -> row.cells().get(at).length()).max().orElse(0));
    }
    return widths;
  }

  /** Words to the left, numbers to the right. */
  private static String cells(List<String> cells, List<Integer> widths) {
    var line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String align = column < 3 ? "-" : "";
      line.append(column == 0 ? "" : GAP)
          .append(
              String.format(
                  Locale.ROOT, "%" + align + widths.get(column) + "s", cells.get(column)));
    }
    return line.toString().stripTrailing();
  }

  private void results() {
    if (run.results().isEmpty()) {
      return;
    }
    line("");
    line("results");
    for (Result result : run.results()) {
      line(GAP + result.kind() + " " + result.id() + GAP + result.says());
    }
  }

  private void log(List<LogLine> log) {
    if (log.isEmpty()) {
      return;
    }
    line("");
    line("log");
    boolean several = log.stream().map(LogLine::process).distinct().count() > 1;
    for (LogLine entry : log) {
      line(GAP + entry.shown(start, several));
    }
  }

  private void notes(List<String> notes) {
    if (!notes.isEmpty()) {
      line("");
      notes.forEach(this::line);
    }
  }

  /** What others said must neither end a line nor reorder what a terminal shows. */
  private void line(String text) {
    page.append(LogfmtValue.visible(text)).append('\n');
  }
}
