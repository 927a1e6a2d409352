package io.taskweir.email;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.annotation.Nullable;

/**
 * A mailbox of an address field.
 *
 * @param name the display name; "" where there is none
 * @param address in lower case; null where it is none
 */
record Mailbox(String name, @Nullable String address) {

  private static final int MOST = 50;

  /** The mailboxes of a field as displayed, at most fifty, in order; none where it is null. */
  static List<Mailbox> list(@Nullable String field) {
    List<Mailbox> list = new ArrayList<>();
    if (field == null) {
      return list;
    }
    int from = 0;
    while (from <= field.length() && list.size() < MOST) {
      int end = end(field, from);
      String one = field.substring(from, end).strip();
      if (!one.isEmpty()) {
        list.add(of(one));
      }
      from = end + 1;
    }
    return list;
  }

  /** The domain of the address; null where it has none. */
  @Nullable
  String domain() {
    return address == null ? null : address.substring(address.lastIndexOf('@') + 1);
  }

  private static Mailbox of(String one) {
    int open = one.lastIndexOf('<');
    String name = open > 0 ? one.substring(0, open).strip() : "";
    return new Mailbox(name.toLowerCase(Locale.ROOT), Domains.address(one));
  }

  /** The next comma that is in no quotes, comment or angle brackets. */
  private static int end(String field, int from) {
    boolean quoted = false;
    int depth = 0;
    for (int i = from; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '\\' && quoted) {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == '(' || c == '<')) {
        depth++;
      } else if (!quoted && (c == ')' || c == '>')) {
        depth = Math.max(0, depth - 1);
      } else if (!quoted && depth == 0 && c == ',') {
        return i;
      }
    }
    return field.length();
  }
}
