package io.taskweir.job;

import io.taskweir.connectors.dns.ServerDns;
import io.taskweir.connectors.dns.ZoneFileDns;
import io.taskweir.engine.StageSettings;
import io.taskweir.state.DnsLookup;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/** What the stage analyze-sender is set to. */
final class EmailDns {

  static final String OFF = "off";
  static final String NO_HOSTS = "none";
  private static final String SYSTEM = "system";
  private static final int PORT = 53;

  /** For a stage that waits for name servers and is set no timeout of its own. */
  private static final Duration LONGEST_ATTEMPT = Duration.ofMinutes(1);

  private EmailDns() {}

  /** Where to look up; null where nothing is. */
  @Nullable
  static DnsLookup lookup(JobConfig config) {
    String where = config.get(Options.EMAIL_DNS);
    if (where.equals(OFF)) {
      return null;
    }
    if (where.startsWith("/")) {
      return new ZoneFileDns(where);
    }
    Duration timeout = config.get(Options.EMAIL_DNS_TIMEOUT);
    int cached = config.get(Options.EMAIL_DNS_CACHE);
    return where.equals(SYSTEM)
        ? ServerDns.ofSystem(timeout, cached)
        : ServerDns.at(address(where), port(where), timeout, cached);
  }

  static Set<String> trustedHosts(JobConfig config) {
    String hosts = config.get(Options.EMAIL_TRUSTED_HOSTS);
    return hosts.equals(NO_HOSTS)
        ? Set.of()
        : Arrays.stream(hosts.split(",", -1)).map(String::strip).collect(Collectors.toSet());
  }

  /** With a timeout where it waits for others: then it runs on a worker thread, else inline. */
  static StageSettings settings(JobConfig config) {
    StageSettings settings = config.stage(EmailWorkflow.NAME, "analyze-sender").settings();
    boolean waits = lookup(config) != null;
    return waits && settings.timeout() == null ? settings.withTimeout(LONGEST_ATTEMPT) : settings;
  }

  static boolean isAllowed(String where) {
    if (where.equals(OFF) || where.equals(SYSTEM) || where.startsWith("/")) {
      return true;
    }
    String address = address(where);
    boolean numeric =
        !address.isEmpty()
            && address.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == ':' || c == '.')
            && (address.indexOf(':') >= 0
                || address.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9')));
    return numeric && port(where) > 0;
  }

  private static String address(String where) {
    if (where.startsWith("[")) {
      return where.substring(1, Math.max(1, where.indexOf(']')));
    }
    boolean four = where.indexOf(':') == where.lastIndexOf(':');
    return four && where.indexOf(':') >= 0 ? where.substring(0, where.indexOf(':')) : where;
  }

  /** The port behind the address, 53 where there is none; -1 where it is none. */
  private static int port(String where) {
    String rest =
        where.startsWith("[")
            ? where.substring(where.indexOf(']') + 1)
            : where.substring(address(where).length());
    if (rest.isEmpty()) {
      return PORT;
    }
    boolean number =
        rest.startsWith(":")
            && rest.length() > 1
            && rest.length() <= 6
            && rest.chars().skip(1).allMatch(c -> c >= '0' && c <= '9');
    int port = number ? Integer.parseInt(rest.substring(1)) : -1;
    return port <= 65_535 ? port : -1;
  }
}
