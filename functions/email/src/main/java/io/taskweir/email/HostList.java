package io.taskweir.email;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Hosts of one kind, from a file that is shipped. A host of the list covers those below it. Looking
 * one up is at most {@link #DEEPEST} hash lookups.
 */
final class HostList {

  /** Names above the top-level domain that an entry of any list has. */
  private static final int DEEPEST = 5;

  private final Set<String> hosts;

  private HostList(Set<String> hosts) {
    this.hosts = hosts;
  }

  static HostList of(String file) {
    return new HostList(words(file).collect(Collectors.toUnmodifiableSet()));
  }

  /** Whether {@code host} or one that it is below stands in the list. */
  boolean covers(String host) {
    return covers("", host);
  }

  /** The same among the entries that have a {@code -} before them. */
  boolean coversMarked(String host) {
    return covers("-", host);
  }

  private boolean covers(String mark, String host) {
    int end = host.length();
    for (int level = 0; level < DEEPEST && end > 0; level++) {
      end = host.lastIndexOf('.', end - 1);
      if (level > 0 && hosts.contains(mark + host.substring(end + 1))) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@code entry} itself stands in the list. */
  boolean has(String entry) {
    return hosts.contains(entry);
  }

  /** The lines of a shipped file, without empty ones and those that begin with {@code #}. */
  static List<String> lines(String file) {
    try (InputStream in = HostList.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && line.charAt(0) != '#')
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the shipped list " + file, e);
    }
  }

  private static Stream<String> words(String file) {
    return lines(file).stream().flatMap(line -> Arrays.stream(line.split("\\s+", -1)));
  }
}
