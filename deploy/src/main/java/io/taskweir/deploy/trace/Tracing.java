package io.taskweir.deploy.trace;

import io.taskweir.deploy.records.RunRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/**
 * Finds a run among the records of some workflows, and shows it.
 *
 * @param workflows where to look: records by workflow
 * @param stages the stages of a workflow, in order; none for one that is not known
 * @param quiet those of them whose successes are not audited
 * @param logs where its logs lie; null for no logs
 * @param boxes whether the reader's terminal shows box-drawing characters
 */
public record Tracing(
    Map<String, RunRecords> workflows,
    Function<String, List<String>> stages,
    Function<String, List<String>> quiet,
    @Nullable Logs logs,
    boolean boxes) {

  /**
   * Where logs lie.
   *
   * @param folder their folder
   * @param glob what their names look like
   */
  public record Logs(Path folder, String glob) {}

  /**
   * The run that {@code asked} means, as a page.
   *
   * @throws IOException in one line where the records cannot be read
   * @throws NoSuchRunException where no run, or more than one, is meant
   */
  public String page(String asked) throws IOException {
    Map<String, String> roots = new LinkedHashMap<>();
    Map<String, String> homes = new HashMap<>();
    for (Map.Entry<String, RunRecords> workflow : workflows.entrySet()) {
      RootSearch.find(workflow.getValue(), asked)
          .forEach(
              (root, what) -> {
                roots.putIfAbsent(root, what);
                homes.putIfAbsent(root, workflow.getKey());
              });
    }
    if (roots.isEmpty()) {
      throw NoSuchRunException.none(
          asked, workflows.values().stream().map(RunRecords::where).toList());
    }
    if (roots.size() > 1) {
      throw NoSuchRunException.several(asked, roots);
    }
    String root = roots.keySet().iterator().next();
    String home = homes.get(root);
    TracedRun run = TracedRun.gather(workflows.get(home), root);
    return page(asked, run, run.workflow().isEmpty() ? home : run.workflow());
  }

  private String page(String asked, TracedRun run, String workflow) throws IOException {
    var notes = new ArrayList<String>();
    quietStages(run, workflow, notes);
    List<LogLine> log = log(run.root(), notes);
    Set<String> marked =
        run.root().startsWith(asked)
            ? Set.of()
            : run.tasks().filter(task -> task.startsWith(asked)).collect(Collectors.toSet());
    return RunPage.of(
        run,
        new StageOrder(stages.apply(workflow)),
        marked,
        boxes ? Glyphs.BOXES : Glyphs.ASCII,
        notes,
        log);
  }

  private List<LogLine> log(String root, List<String> notes) throws IOException {
    if (logs == null) {
      return List.of();
    }
    LogFiles files = LogFiles.in(logs.folder(), logs.glob());
    List<LogLine> lines = files.of(root);
    if (lines.isEmpty()) {
      notes.add("log: no line of " + logs.folder() + " is about this run");
    }
    if (files.unreadable() > 0) {
      notes.add("log: " + files.unreadable() + " lines name the run and are not logfmt");
    }
    return lines;
  }

  /** Says what a reader would otherwise miss in vain. */
  private void quietStages(TracedRun run, String workflow, List<String> notes) {
    List<String> silent =
        quiet.apply(workflow).stream().filter(stage -> !run.hasSuccessAt(stage)).toList();
    if (!silent.isEmpty()) {
      notes.add(
          "not shown: what succeeded in "
              + String.join(", ", silent)
              + ", which audit failures only (see taskweir."
              + workflow
              + ".STAGE.audit)");
    }
  }
}
