package io.taskweir.email;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.annotation.Nullable;

/**
 * A Received field (RFC 5321, section 4.4), in the many forms that mail hosts write it.
 *
 * @param helo what the client called itself, in lower case; null where it is not told
 * @param name what the server found the client to be called, in lower case; null where it found
 *     nothing or does not tell
 * @param address the client's; null where it is not told
 * @param by the server, in lower case; null where it is not told
 * @param at when; null where no time can be read
 */
record ReceivedHop(
    @Nullable String helo,
    @Nullable String name,
    @Nullable IpAddress address,
    @Nullable String by,
    @Nullable Instant at) {

  private static final List<String> HELO = List.of("helo ", "ehlo ", "helo=", "ehlo=");
  private static final int LONGEST_DATE = 200;

  static List<ReceivedHop> of(List<String> fields) {
    return fields.stream().map(ReceivedHop::parse).toList();
  }

  /** The hop over which the message came in from the Internet, going by addresses, or null. */
  @Nullable
  static ReceivedHop border(List<ReceivedHop> hops) {
    return hops.stream()
        .filter(hop -> hop.address != null && hop.address.isPublic())
        .findFirst()
        .orElse(null);
  }

  /** When the message arrived: the time of the last hop that tells one; null where none does. */
  @Nullable
  static Instant arrival(List<ReceivedHop> hops) {
    return hops.stream().map(ReceivedHop::at).filter(Objects::nonNull).findFirst().orElse(null);
  }

  static ReceivedHop parse(String field) {
    int semicolon = field.lastIndexOf(';');
    String path = semicolon < 0 ? field : field.substring(0, semicolon);
    String date = semicolon < 0 ? "" : field.substring(semicolon + 1);
    Instant at = date.length() > LONGEST_DATE ? null : MailDate.parse(date);
    String lower = path.strip().toLowerCase(Locale.ROOT);
    int by = lower.startsWith("by ") ? 0 : outside(lower, " by ");
    String server = by < 0 ? null : word(lower, lower.indexOf("by ", by) + 3);
    if (!lower.startsWith("from ")) {
      return new ReceivedHop(null, null, null, server, at);
    }
    String client = lower.substring(5, by < 0 ? lower.length() : Math.max(5, by)).strip();
    String first = word(client, 0);
    String rest = client.substring(Math.min(client.length(), first.length()));
    int told = heloAt(rest);
    String helo = told < 0 ? first : word(rest, told);
    String found = told < 0 ? name(rest) : host(first);
    String others =
        told < 0 ? rest : rest.substring(0, told) + rest.substring(told + helo.length());
    IpAddress address = address(others);
    return new ReceivedHop(
        helo, found, address == null ? IpAddress.parse(first) : address, server, at);
  }

  /** Where {@code word} stands outside of any comment; -1 where it does not. */
  private static int outside(String text, String word) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth = c == '(' ? depth + 1 : c == ')' ? Math.max(0, depth - 1) : depth;
      if (depth == 0 && text.startsWith(word, i)) {
        return i;
      }
    }
    return -1;
  }

  private static String word(String text, int from) {
    int start = from;
    while (start < text.length() && text.charAt(start) == ' ') {
      start++;
    }
    int end = start;
    while (end < text.length() && " ();".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(start, end);
  }

  /** Where a comment says what the client called itself; -1 where none does. */
  private static int heloAt(String comments) {
    for (String mark : HELO) {
      int at = comments.indexOf(mark);
      int word = at + mark.length();
      if (at > 0 && "( ".indexOf(comments.charAt(at - 1)) >= 0 && word < comments.length()) {
        return comments.charAt(word) == ' ' ? -1 : word;
      }
    }
    return -1;
  }

  /** The host that a comment begins with, perhaps behind a user's name. */
  @Nullable
  private static String name(String comments) {
    int open = comments.indexOf('(');
    if (open < 0) {
      return null;
    }
    String word = word(comments, open + 1);
    int bracket = word.indexOf('[');
    return host(bracket < 0 ? word : word.substring(0, bracket));
  }

  @Nullable
  private static String host(String word) {
    String host = word.substring(word.lastIndexOf('@') + 1);
    host = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    boolean named = host.indexOf('.') > 0 && !Domains.isIp(host) && host.indexOf('[') < 0;
    return named ? host : null;
  }

  /** The first address in brackets, else the first that is all of a comment. */
  @Nullable
  private static IpAddress address(String text) {
    for (String marks : List.of("[]", "()")) {
      int open = text.indexOf(marks.charAt(0));
      for (int tries = 0; open >= 0 && tries < 10; tries++) {
        int close = text.indexOf(marks.charAt(1), open);
        IpAddress address = close < 0 ? null : IpAddress.parse(text.substring(open + 1, close));
        if (address != null) {
          return address;
        }
        open = text.indexOf(marks.charAt(0), open + 1);
      }
    }
    return null;
  }
}
