package io.taskweir.email;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * A message's links against its sender. It is no part of {@link AnalyzeLink}, whose results are
 * shared among messages. Costs a comparison of two names for each owner that the links lead to.
 */
final class SenderLinks {

  private SenderLinks() {}

  /**
   * Links to a host that imitates the sender's, or a sender that imitates a brand which the links
   * lead to.
   *
   * @param from the header, as it stands
   */
  static List<Reason> of(@Nullable String from, List<LinkFinding> links) {
    String domain = Domains.ofAddress(from);
    if (domain == null || Domains.isIp(domain)) {
      return List.of();
    }
    LinkKnowledge known = LinkKnowledge.shipped();
    HostParts sender = HostParts.of(domain);
    LinkReasons reasons = new LinkReasons();
    Imitation posed = Imitation.in(sender, known);
    boolean poses = posed != null && Rule.LINK_BRAND_NAME != posed.rule();
    for (HostParts host : owners(links).values()) {
      if (host.owner().equals(sender.owner()) || known.brands().sameBrand(host, sender)) {
        continue;
      }
      if (HostSignals.imitates(host, sender, known.spelling()) && !known.brands().owns(host)) {
        reasons.add(
            Rule.LINK_SENDER_LOOKALIKE,
            known.spelling().displayed(host.owner()) + " is not " + sender.owner());
      }
      if (poses && known.brands().isOf(posed.brand(), host)) {
        reasons.add(
            Rule.LINK_SENDER_IMITATES,
            known.spelling().displayed(sender.owner()) + " is not " + host.owner());
      }
    }
    return reasons.inOrder();
  }

  private static Map<String, HostParts> owners(List<LinkFinding> links) {
    Map<String, HostParts> owners = new LinkedHashMap<>();
    for (LinkFinding link : links) {
      if (link.host() != null && !link.host().isEmpty() && !Domains.isIp(link.host())) {
        HostParts host = HostParts.of(link.host());
        owners.putIfAbsent(host.owner(), host);
      }
    }
    return owners;
  }
}
