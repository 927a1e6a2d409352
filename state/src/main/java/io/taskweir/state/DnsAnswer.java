package io.taskweir.state;

import java.util.List;

/**
 * What the Domain Name System said.
 *
 * @param status whether it knew, and whether it answered at all
 * @param values the records, as {@link DnsLookup.RecordType} describes them, names in lower case
 *     and without their last dot; empty unless {@code FOUND}
 */
public record DnsAnswer(Status status, List<String> values) {

  /** What kind of answer it is. */
  public enum Status {
    /** There are such records. */
    FOUND,
    /** The name is there, without a record of this type. */
    NO_DATA,
    /** There is no such name. */
    NO_DOMAIN,
    /** There was no answer that says either: a timeout, a refusal, a broken server. */
    FAILED
  }

  /** Records that are there; none of them is {@link Status#NO_DATA}. */
  public static DnsAnswer of(List<String> values) {
    return new DnsAnswer(values.isEmpty() ? Status.NO_DATA : Status.FOUND, List.copyOf(values));
  }

  /** An answer without records. */
  public static DnsAnswer without(Status status) {
    return new DnsAnswer(status, List.of());
  }

  /** Whether there is nothing, and that is known. */
  public boolean isVoid() {
    return status == Status.NO_DATA || status == Status.NO_DOMAIN;
  }
}
