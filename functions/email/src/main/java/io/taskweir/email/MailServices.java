package io.taskweir.email;

import java.util.List;
import java.util.Set;

/** The large mail services, each by the first labels of its registrable domains. */
final class MailServices {

  private static final List<Set<String>> ALL =
      List.of(
          Set.of("hotmail", "msn", "live", "outlook"),
          Set.of("gmail", "googlemail"),
          Set.of("yahoo", "ymail", "rocketmail", "aol", "aim", "netscape"),
          Set.of("gmx"),
          Set.of("excite"),
          Set.of("lycos"),
          Set.of("juno", "netzero"),
          Set.of("earthlink", "mindspring"));

  private static final List<String> LABELS = ALL.stream().flatMap(Set::stream).toList();

  private MailServices() {}

  /** The labels of the service whose domain begins with {@code label}; none where none does. */
  static Set<String> ofLabel(String label) {
    return ALL.stream().filter(service -> service.contains(label)).findFirst().orElse(Set.of());
  }

  /** The labels of the service that a host belongs to; none where it belongs to none. */
  static Set<String> ofHost(String host) {
    if (LABELS.stream().noneMatch(host::contains)) {
      return Set.of();
    }
    String domain = Domains.registrable(host);
    return ofLabel(domain.substring(0, Math.max(0, domain.indexOf('.'))));
  }
}
