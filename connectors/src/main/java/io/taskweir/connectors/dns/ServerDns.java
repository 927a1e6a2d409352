package io.taskweir.connectors.dns;

import io.taskweir.state.DnsAnswer;
import io.taskweir.state.DnsAnswer.Status;
import io.taskweir.state.DnsLookup;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import javax.annotation.Nullable;
import org.xbill.DNS.Cache;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.Name;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;

/**
 * Asks name servers: those of the operating system, or one.
 *
 * <p>Answers, also those that say that there is nothing, are kept for their time to live and a day
 * at most, in a cache of bounded size that belongs to this object (after Flink has copied it: one a
 * subtask). Failures are not kept. What does not fit into a datagram is asked for again over TCP,
 * so an answer has at most 64 kB. Addresses of the operating system's resolver are read once.
 */
public final class ServerDns implements DnsLookup {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST_SECONDS = 86_400;

  @Nullable private final String host;
  private final int port;
  private final Duration timeout;
  private final int cached;
  @Nullable private transient Resolver resolver;
  @Nullable private transient Cache cache;

  private ServerDns(@Nullable String host, int port, Duration timeout, int cached) {
    this.host = host;
    this.port = port;
    this.timeout = timeout;
    this.cached = cached;
  }

  /**
   * The operating system's name servers.
   *
   * @param timeout for one question, over all servers and repetitions about twice that
   * @param cached answers kept
   */
  public static ServerDns ofSystem(Duration timeout, int cached) {
    return new ServerDns(null, 0, timeout, cached);
  }

  /** One name server, by its address. */
  public static ServerDns at(String address, int port, Duration timeout, int cached) {
    return new ServerDns(address, port, timeout, cached);
  }

  @Override
  public DnsAnswer lookup(RecordType type, String name) {
    Name asked = DnsRecords.name(name);
    if (asked == null) {
      return DnsAnswer.without(Status.NO_DOMAIN);
    }
    try {
      return ask(new Lookup(asked, DnsRecords.type(type), DClass.IN));
    } catch (UnknownHostException e) {
      return DnsAnswer.without(Status.FAILED);
    }
  }

  private DnsAnswer ask(Lookup lookup) throws UnknownHostException {
    prepare(lookup);
    var records = lookup.run();
    return switch (lookup.getResult()) {
      case Lookup.SUCCESSFUL -> DnsAnswer.of(DnsRecords.values(List.of(records)));
      case Lookup.HOST_NOT_FOUND -> DnsAnswer.without(Status.NO_DOMAIN);
      case Lookup.TYPE_NOT_FOUND -> DnsAnswer.without(Status.NO_DATA);
      default -> DnsAnswer.without(Status.FAILED);
    };
  }

  private synchronized void prepare(Lookup lookup) throws UnknownHostException {
    if (resolver == null) {
      resolver = host == null ? new ExtendedResolver() : one(host);
      resolver.setTimeout(timeout);
      cache = new Cache(DClass.IN);
      cache.setMaxEntries(cached);
      cache.setMaxCache(LONGEST_SECONDS);
      cache.setMaxNCache(LONGEST_SECONDS);
    }
    lookup.setResolver(resolver);
    lookup.setCache(cache);
    lookup.setSearchPath(List.of());
    lookup.setHostsFileParser(null);
  }

  private Resolver one(String address) throws UnknownHostException {
    return new SimpleResolver(new InetSocketAddress(address, port));
  }
}
