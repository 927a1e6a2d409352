package io.taskweir.email;

import crawlercommons.domains.EffectiveTldFinder;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A host taken apart by the public suffix list: {@code www.shop.example.co.uk} is the labels {@code
 * www} and {@code shop} above the owner {@code example.co.uk}.
 *
 * @param host in its ASCII form and lower case, without a dot at its end
 * @param owner its registrable domain; the host itself where it has none
 * @param label the owner's own name: the first label of {@code owner}
 * @param suffix what the owner registered under; empty where there is none
 * @param above the labels above the owner, the nearest to it first, at most 20
 * @param levels how many labels there are above the owner
 * @param isPrivate whether the suffix is itself somebody's domain, who gives hosts below it to
 *     others (the private section of the list)
 * @param isIp whether it is an address, which has no parts
 */
record HostParts(
    String host,
    String owner,
    String label,
    String suffix,
    List<String> above,
    int levels,
    boolean isPrivate,
    boolean isIp) {

  private static final int LABELS = 20;

  /** Takes apart a canonical host. */
  static HostParts of(String canonical) {
    String host =
        canonical.endsWith(".") ? canonical.substring(0, canonical.length() - 1) : canonical;
    if (Domains.isIp(host)) {
      return new HostParts(host, host, host, "", List.of(), 0, false, true);
    }
    String owner = Domains.registrable(host);
    int dot = owner.indexOf('.');
    String suffix = dot < 0 ? "" : owner.substring(dot + 1);
    String[] labels =
        owner.length() < host.length()
            ? host.substring(0, host.length() - owner.length() - 1).split("\\.", -1)
            : new String[0];
    return new HostParts(
        host,
        owner,
        dot < 0 ? owner : owner.substring(0, dot),
        suffix,
        nearestFirst(labels),
        labels.length,
        suffix.indexOf('.') > 0 && isPrivate(host, owner),
        false);
  }

  private static boolean isPrivate(String host, String owner) {
    return !owner.equals(EffectiveTldFinder.getAssignedDomain(host, false, true));
  }

  private static List<String> nearestFirst(String[] labels) {
    String[] near = Arrays.copyOfRange(labels, Math.max(0, labels.length - LABELS), labels.length);
    List<String> above = Arrays.asList(near);
    Collections.reverse(above);
    return List.copyOf(above);
  }
}
