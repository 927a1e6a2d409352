package io.taskweir.engine;

import java.io.Serializable;
import javax.annotation.Nullable;

/** Takes a key from a task's input. A null key is a dead letter {@code KEY}. */
@FunctionalInterface
public interface Key<I> extends Serializable {

  /** The key; its meaning must not change while state is kept under it. */
  @Nullable
  String of(I input);
}
