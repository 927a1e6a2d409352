package io.taskweir.connectors.dns;

import io.taskweir.state.DnsAnswer;
import io.taskweir.state.DnsAnswer.Status;
import io.taskweir.state.DnsLookup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * Answers from a zone file (RFC 1035, section 5): for tests, and for machines without a network.
 *
 * <p>The whole file is read on the first question and kept on the heap; names in it without a last
 * dot stand under the root. A name that is not in it does not exist; wildcards mean nothing.
 */
public final class ZoneFileDns implements DnsLookup {

  private static final long serialVersionUID = 1L;
  private static final int MOST_ALIASES = 8;
  private static final long TTL = 3600;

  private final String file;
  @Nullable private transient Map<Name, List<Record>> zone;

  /** Answers from {@code file}, a path that every task manager sees. */
  public ZoneFileDns(String file) {
    this.file = file;
  }

  /**
   * Looks it up.
   *
   * @throws UncheckedIOException where the file cannot be read, which no other name would heal
   */
  @Override
  public DnsAnswer lookup(RecordType type, String name) {
    Map<Name, List<Record>> all = zone();
    Name asked = DnsRecords.name(name);
    for (int alias = 0; alias <= MOST_ALIASES; alias++) {
      List<Record> records = asked == null ? null : all.get(asked);
      if (records == null) {
        return DnsAnswer.without(Status.NO_DOMAIN);
      }
      Name target = target(records);
      if (target == null) {
        int wanted = DnsRecords.type(type);
        return DnsAnswer.of(
            DnsRecords.values(records.stream().filter(one -> one.getType() == wanted).toList()));
      }
      asked = target;
    }
    return DnsAnswer.without(Status.FAILED);
  }

  @Nullable
  private static Name target(List<Record> records) {
    for (Record one : records) {
      if (one.getType() == Type.CNAME) {
        return ((CNAMERecord) one).getTarget();
      }
    }
    return null;
  }

  private synchronized Map<Name, List<Record>> zone() {
    if (zone == null) {
      zone = read(file);
    }
    return zone;
  }

  private static Map<Name, List<Record>> read(String file) {
    Map<Name, List<Record>> zone = new HashMap<>();
    try (Master master = new Master(file, Name.root, TTL)) {
      for (Record one = master.nextRecord(); one != null; one = master.nextRecord()) {
        zone.computeIfAbsent(one.getName(), name -> new ArrayList<>()).add(one);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("zone file " + file + ": " + e.getMessage(), e);
    }
    return zone;
  }
}
