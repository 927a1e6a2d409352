package io.taskweir.email;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * What is kept of one dictionary of a PDF: of each key its name, its string or its number as text,
 * or the object that it refers to. What lies in dictionaries within is reported as theirs.
 *
 * @param object the number of the object that it is, or lies in
 * @param key the key under which it lies; empty where it is an object by itself
 * @param outer the dictionary in which it lies; null where it is an object by itself
 * @param values by key; words of a reference are three values
 */
record PdfDict(int object, String key, @Nullable PdfDict outer, Map<String, List<String>> values) {

  private static final int MOST_KEYS = 200;
  private static final int MOST_VALUES = 100;

  PdfDict(int object, String key, @Nullable PdfDict outer) {
    this(object, key, outer, new HashMap<>());
  }

  void put(String under, String value) {
    List<String> list = values.get(under);
    if (list == null && values.size() < MOST_KEYS) {
      list = new ArrayList<>(1);
      values.put(under, list);
    }
    if (list != null && list.size() < MOST_VALUES) {
      list.add(value);
    }
  }

  boolean has(String under) {
    return values.containsKey(under);
  }

  /** The first value under a key; empty where there is none. */
  String first(String under) {
    List<String> list = values.get(under);
    return list == null || list.isEmpty() ? "" : list.get(0);
  }

  List<String> all(String under) {
    return values.getOrDefault(under, List.of());
  }

  /** A number under a key; -1 where there is none, or another object holds it. */
  int number(String under) {
    List<String> list = all(under);
    return list.size() == 1 ? toInt(list.get(0)) : -1;
  }

  /** The number of the object that a key refers to; -1 where it refers to none. */
  int reference(String under) {
    List<String> list = all(under);
    return list.size() == 3 && list.get(2).equals("R") ? toInt(list.get(0)) : -1;
  }

  static int toInt(String digits) {
    if (digits.isEmpty() || digits.length() > 9) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = 10 * value + digit;
    }
    return value;
  }
}
