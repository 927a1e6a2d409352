package io.taskweir.email;

import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * What SMTP said when the message came in, as far as its header tells.
 *
 * @param client the host that handed it over; null where it is not told
 * @param helo what that host called itself; "" where it is not told
 * @param bounces the address that bounces go to; {@code postmaster@} what the host called itself
 *     where they go nowhere; null where it is not told
 */
record Envelope(@Nullable IpAddress client, String helo, @Nullable String bounces) {

  /**
   * Reads it. The client is that of the last Received field from the top whose server is trusted;
   * where no host is trusted, that of the first field that tells a public address: right where mail
   * comes in directly, and wrong where a forwarder or a mailbox that was fetched stands between.
   */
  static Envelope of(Sender sender, List<ReceivedHop> hops, Set<String> trusted) {
    ReceivedHop border = trusted.isEmpty() ? ReceivedHop.border(hops) : null;
    for (ReceivedHop hop : hops) {
      if (hop.by() == null || !trusted.contains(hop.by())) {
        break;
      }
      border = hop;
    }
    IpAddress client = border == null ? null : border.address();
    String helo = border == null || border.helo() == null ? "" : border.helo();
    return new Envelope(client, helo, bounces(sender.returnPath(), helo));
  }

  @Nullable
  private static String bounces(@Nullable String returnPath, String helo) {
    if (returnPath == null) {
      return null;
    }
    boolean nowhere = returnPath.replace(" ", "").equals("<>");
    return nowhere ? "postmaster@" + helo : Domains.address(returnPath);
  }
}
