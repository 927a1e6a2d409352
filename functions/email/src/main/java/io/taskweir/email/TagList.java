package io.taskweir.email;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * A list of {@code name=value} with semicolons between, as DKIM (RFC 6376, section 3.2) and DMARC
 * write signatures, keys and policies. One pass; unknown tags are kept, and matter to nobody.
 */
final class TagList {

  private final Map<String, String> tags;

  private TagList(Map<String, String> tags) {
    this.tags = tags;
  }

  /** The tags of {@code text}; null where it is no such list, or a name stands twice. */
  @Nullable
  static TagList parse(String text) {
    Map<String, String> tags = new LinkedHashMap<>();
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf(';', from);
      end = end < 0 ? text.length() : end;
      String tag = text.substring(from, end).strip();
      int equals = tag.indexOf('=');
      if (equals > 0) {
        String value = tag.substring(equals + 1).strip();
        if (tags.put(tag.substring(0, equals).strip(), value) != null) {
          return null;
        }
      } else if (!tag.isEmpty()) {
        return null;
      }
      from = end + 1;
    }
    return new TagList(tags);
  }

  /** The value of a tag; null where it is not there. */
  @Nullable
  String get(String name) {
    return tags.get(name);
  }

  /** The value of a tag, in lower case; {@code otherwise} where it is not there. */
  String lower(String name, String otherwise) {
    String value = tags.get(name);
    return value == null ? otherwise : value.toLowerCase(Locale.ROOT);
  }

  /** The value of a tag without any white space, as base64 is folded; "" where it is not there. */
  String compact(String name) {
    String value = tags.getOrDefault(name, "");
    StringBuilder compact = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) > ' ') {
        compact.append(value.charAt(i));
      }
    }
    return compact.toString();
  }

  /** The value of a tag as a count; -1 where it is not there, -2 where it is none. */
  long count(String name) {
    String value = tags.get(name);
    if (value == null) {
      return -1;
    }
    if (value.isEmpty() || value.length() > 15) {
      return -2;
    }
    return value.chars().allMatch(c -> c >= '0' && c <= '9') ? Long.parseLong(value) : -2;
  }
}
