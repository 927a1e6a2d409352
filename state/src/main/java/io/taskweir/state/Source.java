package io.taskweir.state;

import javax.annotation.Nullable;

/**
 * Where a run came in.
 *
 * @param name what a person calls it, such as a path; null where the producer gave none
 * @param topic the Kafka topic
 * @param partition its partition
 * @param offset its offset
 */
public record Source(@Nullable String name, String topic, int partition, long offset) {

  /** {@code name (topic/partition@offset)}, for error messages. */
  public String describe() {
    String coordinates = topic + "/" + partition + "@" + offset;
    return name == null ? coordinates : name + " (" + coordinates + ")";
  }
}
