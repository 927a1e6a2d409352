package io.taskweir.email;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.annotation.Nullable;

/**
 * Phrases of words, each with a value, to be found in a text in one pass whatever their number.
 *
 * @param <V> what a phrase stands for
 */
final class PhraseTrie<V> {

  private final Node<V> root = new Node<>();

  /**
   * A phrase in a text.
   *
   * @param value what it stands for
   * @param to the word after its last
   */
  record Match<V>(V value, int to) {}

  /** Gives a phrase what {@code change} makes of its value; null is the value of a new phrase. */
  void put(List<String> phrase, UnaryOperator<V> change) {
    Node<V> node = root;
    for (String word : phrase) {
      node = node.next.computeIfAbsent(word, unused -> new Node<>());
    }
    node.value = change.apply(node.value);
  }

  /** The longest phrase that begins at a word and ends before {@code to}; null where none does. */
  @Nullable
  Match<V> longest(List<Words.Word> words, int from, int to) {
    V value = null;
    int end = from;
    Node<V> node = root.next.get(words.get(from).folded());
    for (int at = from + 1; node != null; at++) {
      if (node.value != null) {
        value = node.value;
        end = at;
      }
      node = at < to ? node.next.get(words.get(at).folded()) : null;
    }
    return value == null ? null : new Match<>(value, end);
  }

  private static final class Node<V> {
    final Map<String, Node<V>> next = new HashMap<>();
    @Nullable V value;
  }
}
