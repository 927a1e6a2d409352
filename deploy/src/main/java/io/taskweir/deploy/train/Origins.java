package io.taskweir.deploy.train;

import java.util.Locale;
import javax.annotation.Nullable;

/**
 * Where a message was collected: the host of the mailing list that it came over, else its sender.
 */
final class Origins {

  private Origins() {}

  static String of(RawHeader header, @Nullable String from) {
    for (String name : new String[] {"list-id", "x-mailing-list", "mailing-list", "x-beenthere"}) {
      String list = header.first(name);
      if (list != null) {
        return "list " + host(list);
      }
    }
    return "sender " + address(from == null ? "" : from);
  }

  /** The last two labels of what stands in angle brackets, or of it all. */
  private static String host(String list) {
    int open = list.lastIndexOf('<');
    int close = list.indexOf('>', open + 1);
    String id = open < 0 ? list : list.substring(open + 1, close < 0 ? list.length() : close);
    String[] labels = id.strip().toLowerCase(Locale.ROOT).split("[.@ ;]", -1);
    int last = labels.length - 1;
    return last == 0 ? labels[0] : labels[last - 1] + '.' + labels[last];
  }

  private static String address(String from) {
    int at = from.lastIndexOf('@');
    if (at < 0) {
      return from;
    }
    int start = at;
    while (start > 0 && " <\"'(:,".indexOf(from.charAt(start - 1)) < 0) {
      start--;
    }
    int end = at;
    while (end < from.length() && " >\"'),".indexOf(from.charAt(end)) < 0) {
      end++;
    }
    return from.substring(start, end).toLowerCase(Locale.ROOT);
  }
}
