package io.taskweir.deploy.trace;

import io.taskweir.state.AuditEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.Nullable;

/**
 * The tasks of a run as a forest: mostly one tree, under the run's own task. A child hangs under
 * the last stage that its parent's id passed, and a parent that nobody speaks of is a node without
 * a word.
 */
final class TaskTree {

  private final StageOrder order;
  private final String root;
  private final Map<String, TaskNode> nodes = new LinkedHashMap<>();

  private TaskTree(StageOrder order, String root) {
    this.order = order;
    this.root = root;
  }

  /** The topmost tasks of {@code run}, each with what hangs under it. */
  static List<TaskNode> of(TracedRun run, StageOrder order) {
    var tree = new TaskTree(order, run.root());
    for (AuditEvent event : run.events()) {
      tree.node(event.stage(), event.task(), event.parent()).add(event);
    }
    for (DeadTask letter : run.dead()) {
      tree.node(letter.stage(), letter.id(), letter.parent()).add(letter);
    }
    return tree.grow();
  }

  /** All nodes of a forest, a parent before its children. */
  static List<TaskNode> flat(Collection<TaskNode> forest) {
    var all = new ArrayList<TaskNode>();
    for (TaskNode node : forest) {
      all.add(node);
      all.addAll(flat(node.children()));
    }
    return all;
  }

  private TaskNode node(String stage, String task, @Nullable String parent) {
    return nodes.computeIfAbsent(stage + " " + task, key -> new TaskNode(stage, task, parent));
  }

  private List<TaskNode> grow() {
    Map<String, List<TaskNode>> tasks = new TreeMap<>();
    nodes.values().forEach(n -> tasks.computeIfAbsent(n.task(), id -> new ArrayList<>()).add(n));
    addUnseen(tasks);
    var top = new ArrayList<TaskNode>();
    for (List<TaskNode> stages : tasks.values()) {
      stages.sort(Comparator.comparing(TaskNode::stage, order).thenComparing(inTime()));
      for (int i = 1; i < stages.size(); i++) {
        stages.get(i - 1).addChild(stages.get(i));
      }
    }
    for (List<TaskNode> stages : tasks.values()) {
      TaskNode first = stages.get(0);
      List<TaskNode> above = first.parent() == null ? null : tasks.get(first.parent());
      if (above == null) {
        top.add(first);
      } else {
        above.get(above.size() - 1).addChild(first);
      }
    }
    nodes.values().forEach(node -> node.sortChildren(inTime()));
    top.sort(inTime());
    return top;
  }

  /** A parent that has no event, below the run's own task where that has one. */
  private void addUnseen(Map<String, List<TaskNode>> tasks) {
    for (TaskNode node : List.copyOf(nodes.values())) {
      String parent = node.parent();
      if (parent != null && !tasks.containsKey(parent)) {
        String above = parent.equals(root) || !tasks.containsKey(root) ? null : root;
        tasks.put(parent, new ArrayList<>(List.of(node("", parent, above))));
      }
    }
  }

  private static Comparator<TaskNode> inTime() {
    return Comparator.comparing(TaskNode::started, Comparator.nullsFirst(Comparator.naturalOrder()))
        .thenComparing(TaskNode::stage)
        .thenComparing(TaskNode::task);
  }
}
