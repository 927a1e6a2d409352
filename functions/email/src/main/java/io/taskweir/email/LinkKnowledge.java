package io.taskweir.email;

/**
 * What is known beforehand about hosts and names: the shipped lists. Loaded once a process, then
 * immutable and shared by threads.
 *
 * @param spelling how hosts are spelt
 * @param brands names that are imitated
 * @param lures words that stand beside such names
 * @param shorteners services that hide a target behind a short address
 * @param redirectors hosts that pass any target on and whose links display what is inside
 * @param freeHosts where anybody gets a host for nothing, and with {@code -} what is none though
 *     the public suffix list has it as private
 * @param fileStores stores that serve what anybody uploads
 * @param tenants services that name a customer's host after the customer
 */
record LinkKnowledge(
    HostSpelling spelling,
    Brands brands,
    Lures lures,
    HostList shorteners,
    HostList redirectors,
    HostList freeHosts,
    HostList fileStores,
    HostList tenants) {

  /** The lists as shipped. */
  static LinkKnowledge shipped() {
    return Shipped.KNOWLEDGE;
  }

  private static final class Shipped {
    private static final LinkKnowledge KNOWLEDGE = load();

    private static LinkKnowledge load() {
      HostSpelling spelling = new HostSpelling();
      return new LinkKnowledge(
          spelling,
          new Brands(spelling),
          new Lures(),
          HostList.of("shorteners.txt"),
          HostList.of("redirectors.txt"),
          HostList.of("free-hosts.txt"),
          HostList.of("file-stores.txt"),
          HostList.of("tenants.txt"));
    }
  }
}
