package io.taskweir.engine;

import java.io.Serializable;

/**
 * How items of one key add up over windows of event time: the whole of what a user writes for a
 * stage that consolidates.
 *
 * <p>A summary is a flat record or POJO, kept in state by Flink's POJO serializer. Methods that
 * take a summary as their first argument may change and return it; none may keep it, and a result
 * holds nothing of it that can change.
 *
 * <p>Where {@link #eventTime}, {@link #empty} or {@link #add} throws, the item is a dead letter and
 * nothing has happened, so {@code add} must look at the item before it changes the summary: it must
 * not throw half-way. A copy for each item would cost more than all the rest. {@link #merge} and
 * {@link #result} must not throw at all: what they work on is no single item's fault, and the job
 * fails.
 *
 * <p>{@code merge} must not mind how items are grouped: they come in bundles of any size.
 *
 * @param <I> an item
 * @param <A> a summary of items
 * @param <O> what a window says when it fires
 */
public interface Consolidation<I, A, O> extends Serializable {

  /** When an item happened, in epoch milliseconds. */
  long eventTime(I item);

  /** A summary of no items. */
  A empty();

  /** {@code summary} with one item more. */
  A add(A summary, I item);

  /** {@code summary} with all that {@code other} holds; {@code other} is left as it is. */
  A merge(A summary, A other);

  /**
   * What a window says of all its items so far.
   *
   * @param id 32 hex digits, the same for each version of one window of one key
   * @param version 1 for the first firing, one more with each correction
   */
  O result(String id, String tenant, int version, Window window, A summary);
}
