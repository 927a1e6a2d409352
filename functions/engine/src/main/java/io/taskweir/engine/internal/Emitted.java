package io.taskweir.engine.internal;

import io.taskweir.engine.Manifest;
import io.taskweir.engine.Output;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * What one task emits, in order, each as a slot: a task whose id is its place under any parent (see
 * {@link TaskId#slot}). {@link #under} turns slots into the children of a given task.
 */
final class Emitted {

  /**
   * One emission.
   *
   * @param output where it goes; null for the result
   * @param slot a task whose id is a slot
   */
  record Item(@Nullable Output<?> output, Task<?> slot) {}

  private final List<Item> items = new ArrayList<>(4);

  /** The emissions of one attempt; the ordinal counts among equal keys of one output. */
  static Emitted of(Slots slots, List<StageContext.Emission> emissions) {
    Emitted emitted = new Emitted();
    Map<String, Integer> ordinals = emissions.size() > 1 ? new HashMap<>() : null;
    for (StageContext.Emission emission : emissions) {
      String output = emission.output() == null ? "" : emission.output().name();
      int ordinal =
          ordinals == null
              ? 0
              : ordinals.merge(output + '\n' + emission.childKey(), 1, Integer::sum) - 1;
      TaskId slot = slots.of(output, emission.childKey(), ordinal);
      emitted.items.add(
          new Item(
              emission.output(),
              Task.root(slot, Task.DEFAULT_TENANT, 0, Task.NO_DEADLINE, null, emission.value())));
    }
    return emitted;
  }

  void addAll(@Nullable Output<?> output, List<Task<?>> slots) {
    slots.forEach(slot -> items.add(new Item(output, slot)));
  }

  /** The slots of one output, in order. */
  List<Task<?>> of(@Nullable Output<?> output) {
    List<Task<?>> slots = new ArrayList<>();
    for (Item item : items) {
      if (output == null ? item.output() == null : output.equals(item.output())) {
        slots.add(item.slot());
      }
    }
    return slots;
  }

  /** The same emissions as the children of {@code parent}, made under {@code stageKey}. */
  List<Item> under(Task<?> parent, TaskId stageKey) {
    List<Item> children = new ArrayList<>(items.size());
    for (Item item : items) {
      Task<?> slot = item.slot();
      children.add(
          new Item(
              item.output(), parent.child(parent.id().child(slot.id()), stageKey, slot.payload())));
    }
    return children;
  }

  /** What went to typed outputs, as a join expects it. */
  static List<Manifest.Child> children(List<Item> items) {
    List<Manifest.Child> children = new ArrayList<>();
    for (Item item : items) {
      if (item.output() != null) {
        children.add(new Manifest.Child(item.output().name(), item.slot().id().hex()));
      }
    }
    return children;
  }

  /** The payloads of the results. */
  static List<Object> results(List<Item> items) {
    List<Object> results = new ArrayList<>();
    for (Item item : items) {
      if (item.output() == null) {
        results.add(item.slot().payload());
      }
    }
    return results;
  }
}
