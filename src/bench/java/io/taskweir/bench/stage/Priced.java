package io.taskweir.bench.stage;

/**
 * What goes out.
 *
 * @param id the order's
 * @param gross with 19% of tax, in cents
 */
public record Priced(String id, long gross) {

  /** The trivial task. */
  static Priced of(Order order) {
    return new Priced(order.id(), order.cents() * 119 / 100);
  }
}
