package io.taskweir.email;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what is malformed in a message: each code once, with the first detail. */
final class Defects {

  private static final int DETAIL = 40;

  private final Map<String, String> byCode = new LinkedHashMap<>();

  void add(String code) {
    byCode.putIfAbsent(code, "");
  }

  /** Adds a code with a detail, of which letters, digits and {@code -_./} are kept. */
  void add(String code, String detail) {
    if (byCode.containsKey(code)) {
      return;
    }
    StringBuilder kept = new StringBuilder();
    for (int i = 0; i < detail.length() && kept.length() < DETAIL; i++) {
      char c = detail.charAt(i);
      boolean plain = c < 0x7f && (Character.isLetterOrDigit(c) || "-_./".indexOf(c) >= 0);
      kept.append(plain ? c : '?');
    }
    byCode.put(code, kept.toString());
  }

  List<String> list() {
    List<String> list = new ArrayList<>(byCode.size());
    byCode.forEach((code, detail) -> list.add(detail.isEmpty() ? code : code + ':' + detail));
    return List.copyOf(list);
  }
}
