package io.taskweir.email;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * What the way of a message shows. Anybody can write the Received fields below those of one's own
 * hosts; what is looked at is where a line contradicts itself.
 */
final class RouteSignals {

  /** Mail waits five days for a host that is down (RFC 5321, section 4.5.4.1). */
  private static final Duration LATE = Duration.ofDays(6);

  private static final Duration EARLY = Duration.ofDays(1);

  private RouteSignals() {}

  static List<Reason> of(Sender sender, List<ReceivedHop> hops) {
    List<Reason> reasons = new ArrayList<>();
    ReceivedHop border = ReceivedHop.border(hops);
    if (border != null && isBareAddress(border.helo())) {
      reasons.add(Rule.HELO_ADDRESS.because(border.helo()));
    }
    for (ReceivedHop hop : hops) {
      String claimed = claimedService(hop);
      if (claimed != null) {
        reasons.add(Rule.HELO_FORGED.because(claimed + ", it was " + hop.name()));
        break;
      }
    }
    ofDate(sender.date(), hops, reasons);
    return reasons;
  }

  /** An address as a name, which is wrong; in brackets it would be right. */
  private static boolean isBareAddress(@Nullable String helo) {
    return helo != null && !helo.startsWith("[") && IpAddress.parse(helo) != null;
  }

  /** What a client called itself where that is a large service that it does not belong to. */
  @Nullable
  private static String claimedService(ReceivedHop hop) {
    if (hop.helo() == null || hop.name() == null) {
      return null;
    }
    Set<String> claimed = MailServices.ofHost(hop.helo());
    boolean other = !claimed.isEmpty() && !claimed.equals(MailServices.ofHost(hop.name()));
    return other ? hop.helo() : null;
  }

  /** Far from every hop: a message that is fetched or passed on much later was near the first. */
  private static void ofDate(
      @Nullable Instant written, List<ReceivedHop> hops, List<Reason> reasons) {
    if (written == null) {
      return;
    }
    hops.stream()
        .map(ReceivedHop::at)
        .filter(Objects::nonNull)
        .map(at -> Duration.between(written, at))
        .min(Comparator.comparing(Duration::abs))
        .filter(taken -> taken.compareTo(LATE) > 0 || taken.compareTo(EARLY.negated()) < 0)
        .ifPresent(
            taken -> {
              String side = taken.isNegative() ? " days after" : " days before";
              reasons.add(
                  Rule.DATE_FAR.because(Math.abs(taken.toDays()) + side + " its mail hosts'"));
            });
  }
}
