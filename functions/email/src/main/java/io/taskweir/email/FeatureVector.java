package io.taskweir.email;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The features of one message: distinct indexes with a value each. Used again for the next message;
 * {@link #copy} keeps it.
 */
public final class FeatureVector {

  private int[] indexes;
  private float[] values;
  private int size;

  FeatureVector() {
    indexes = new int[4_096];
    values = new float[4_096];
  }

  private FeatureVector(int[] indexes, float[] values) {
    this.indexes = indexes;
    this.values = values;
    this.size = indexes.length;
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** The place of the feature in the hash space. */
  public int index(int i) {
    return indexes[i];
  }

  /** What it weighs in this message, before any model. */
  public float value(int i) {
    return values[i];
  }

  /** The same, kept. */
  public FeatureVector copy() {
    return new FeatureVector(Arrays.copyOf(indexes, size), Arrays.copyOf(values, size));
  }

  /** Those of them whose places are in {@code kept}. */
  FeatureVector within(BitSet kept) {
    FeatureVector some = new FeatureVector();
    for (int i = 0; i < size; i++) {
      if (kept.get(indexes[i])) {
        some.add(indexes[i], values[i]);
      }
    }
    return some.copy();
  }

  void clear() {
    size = 0;
  }

  void add(int index, float value) {
    if (size == indexes.length) {
      indexes = Arrays.copyOf(indexes, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    indexes[size] = index;
    values[size++] = value;
  }

  void setValue(int i, float value) {
    values[i] = value;
  }
}
