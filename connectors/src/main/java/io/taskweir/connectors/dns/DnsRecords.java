package io.taskweir.connectors.dns;

import io.taskweir.state.DnsLookup.RecordType;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import javax.annotation.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Between dnsjava's records and the texts of the port. */
final class DnsRecords {

  /** Records kept of one answer; more than any honest name has. */
  private static final int MOST = 500;

  private DnsRecords() {}

  static int type(RecordType type) {
    return switch (type) {
      case TXT -> Type.TXT;
      case A -> Type.A;
      case AAAA -> Type.AAAA;
      case MX -> Type.MX;
      case PTR -> Type.PTR;
    };
  }

  /** The absolute name; null where {@code text} cannot be one. */
  @Nullable
  static Name name(String text) {
    try {
      return Name.fromString(text, Name.root);
    } catch (TextParseException e) {
      return null;
    }
  }

  /** The values of the records; mail hosts by preference and then by name, others as they came. */
  static List<String> values(List<? extends Record> records) {
    return records.stream()
        .limit(MOST)
        .sorted(Comparator.comparingInt(DnsRecords::preference))
        .map(DnsRecords::value)
        .toList();
  }

  private static int preference(Record dnsRecord) {
    return dnsRecord instanceof MXRecord mx ? mx.getPriority() : 0;
  }

  private static String value(Record dnsRecord) {
    if (dnsRecord instanceof TXTRecord text) {
      return text(text);
    }
    if (dnsRecord instanceof MXRecord mx) {
      return text(mx.getTarget());
    }
    if (dnsRecord instanceof PTRRecord pointer) {
      return text(pointer.getTarget());
    }
    if (dnsRecord instanceof ARecord four) {
      return four.getAddress().getHostAddress();
    }
    return ((AAAARecord) dnsRecord).getAddress().getHostAddress();
  }

  private static String text(TXTRecord text) {
    StringBuilder all = new StringBuilder();
    for (byte[] part : text.getStringsAsByteArrays()) {
      all.append(new String(part, StandardCharsets.ISO_8859_1));
    }
    return all.toString();
  }

  private static String text(Name name) {
    return name.toString(true).toLowerCase(Locale.ROOT);
  }
}
