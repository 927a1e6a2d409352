package io.taskweir.state;

import java.io.Serializable;

/**
 * Port to the Domain Name System, or to what stands for it. Safe for concurrent use by many stages.
 *
 * <p>A lookup blocks, for as long as the implementation's timeout lets it, and never throws: what
 * went wrong is the {@linkplain DnsAnswer#status() status} of the answer. Aliases are followed.
 */
@FunctionalInterface
public interface DnsLookup extends Serializable {

  /** What is asked for. */
  enum RecordType {
    /** Texts; the strings of one record are joined. */
    TXT,
    /** IPv4 addresses, dotted. */
    A,
    /** IPv6 addresses, with colons and without brackets. */
    AAAA,
    /** Names of mail hosts, the most preferred first. */
    MX,
    /** The names of an address; asked for under its name in {@code in-addr.arpa} or so. */
    PTR
  }

  /**
   * Asks for the records of one type.
   *
   * @param name a domain name with or without its last dot; one that cannot exist has no domain
   */
  DnsAnswer lookup(RecordType type, String name);
}
