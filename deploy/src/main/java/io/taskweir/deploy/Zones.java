package io.taskweir.deploy;

import java.time.DateTimeException;
import java.time.ZoneId;

/** Time zones as a person types them. */
final class Zones {

  private Zones() {}

  /** The zone of {@code name}, which {@code option} gave. */
  static ZoneId parse(String option, String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new UsageException(
          option + " " + name + ": expected a time zone such as Europe/Berlin or UTC");
    }
  }
}
