package io.taskweir.email;

import io.taskweir.state.DnsAnswer;
import io.taskweir.state.DnsAnswer.Status;
import io.taskweir.state.DnsLookup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A Domain Name System that a test writes down, and that notes what it was asked. */
final class TestDns implements DnsLookup {

  private static final long serialVersionUID = 1L;

  private final Map<String, List<String>> values = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private final Set<String> broken = new HashSet<>();

  /** Noted across threads, since a stage may run its task on another. */
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  TestDns with(RecordType type, String name, String... records) {
    names.add(name);
    values.computeIfAbsent(type + " " + name, key -> new ArrayList<>()).addAll(List.of(records));
    return this;
  }

  TestDns text(String name, String text) {
    return with(RecordType.TXT, name, text);
  }

  /** A name that no server answers for. */
  TestDns broken(String name) {
    broken.add(name);
    return this;
  }

  List<String> asked() {
    return asked;
  }

  @Override
  public DnsAnswer lookup(RecordType type, String name) {
    asked.add(type + " " + name);
    if (broken.contains(name)) {
      return DnsAnswer.without(Status.FAILED);
    }
    return names.contains(name)
        ? DnsAnswer.of(values.getOrDefault(type + " " + name, List.of()))
        : DnsAnswer.without(Status.NO_DOMAIN);
  }
}
