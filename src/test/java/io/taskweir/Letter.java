package io.taskweir;

import io.taskweir.state.Task;

/**
 * A message to feed.
 *
 * @param id the caller's id, so that the run has the same ids wherever the message lies in Kafka
 * @param source what a person calls it
 * @param tenant whose it is, as the producer says it
 * @param bytes the message
 * @param fate what is to become of it
 */
record Letter(String id, String source, String tenant, byte[] bytes, Fate fate) {

  /** What becomes of an input: each is exactly one of these. */
  enum Fate {
    ACCEPTED,
    REJECTED,
    DUPLICATE
  }

  static Letter of(String id, byte[] bytes, Fate fate) {
    return new Letter(id, "box/" + id, Task.DEFAULT_TENANT, bytes, fate);
  }

  /** The same bytes, sent again. */
  Letter again(String otherId) {
    Fate repeated = fate == Fate.ACCEPTED ? Fate.DUPLICATE : fate;
    return new Letter(otherId, "box/" + otherId, tenant, bytes, repeated);
  }

  /** The same bytes from somebody else; {@code otherTenant} need not be a name that is allowed. */
  Letter ofTenant(String otherId, String otherTenant, Fate itsFate) {
    return new Letter(otherId, "box/" + otherId, otherTenant, bytes, itsFate);
  }
}
