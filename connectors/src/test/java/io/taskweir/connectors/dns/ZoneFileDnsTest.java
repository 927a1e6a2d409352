package io.taskweir.connectors.dns;

import static io.taskweir.state.DnsLookup.RecordType.A;
import static io.taskweir.state.DnsLookup.RecordType.AAAA;
import static io.taskweir.state.DnsLookup.RecordType.MX;
import static io.taskweir.state.DnsLookup.RecordType.PTR;
import static io.taskweir.state.DnsLookup.RecordType.TXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskweir.state.DnsAnswer;
import io.taskweir.state.DnsAnswer.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZoneFileDnsTest {

  private static final String ZONE =
      """
      $TTL 300
      $ORIGIN example.org.
      @        TXT   "v=spf1 mx " "-all"
               TXT   "another"
               MX    20 Backup
               MX    10 mx.example.net.
      backup   A     192.0.2.2
               AAAA  2001:db8::2
      www      CNAME backup
      loop     CNAME loop
      lost     CNAME nowhere
      key._domainkey TXT ( "v=DKIM1; "
                           "p=abc" )
      $ORIGIN .
      2.2.0.192.in-addr.arpa PTR backup.example.org.
      """;

  @TempDir private Path directory;

  @Test
  void answersWhatStandsInTheFile() throws IOException {
    ZoneFileDns dns = dns();

    assertThat(dns.lookup(TXT, "example.org").values())
        .containsExactly("v=spf1 mx -all", "another");
    assertThat(dns.lookup(TXT, "key._domainkey.EXAMPLE.org.").values())
        .containsExactly("v=DKIM1; p=abc");
    assertThat(dns.lookup(MX, "example.org").values())
        .containsExactly("mx.example.net", "backup.example.org");
    assertThat(dns.lookup(PTR, "2.2.0.192.in-addr.arpa").values())
        .containsExactly("backup.example.org");
  }

  @Test
  void followsAliases() throws IOException {
    assertThat(dns().lookup(A, "www.example.org").values()).containsExactly("192.0.2.2");
    assertThat(dns().lookup(AAAA, "www.example.org").values())
        .containsExactly("2001:db8:0:0:0:0:0:2");
    assertThat(dns().lookup(A, "loop.example.org").status()).isEqualTo(Status.FAILED);
    assertThat(dns().lookup(A, "lost.example.org").status()).isEqualTo(Status.NO_DOMAIN);
  }

  @Test
  void tellsNoNameFromNoRecord() throws IOException {
    assertThat(dns().lookup(A, "example.org")).isEqualTo(DnsAnswer.without(Status.NO_DATA));
    assertThat(dns().lookup(A, "example.net")).isEqualTo(DnsAnswer.without(Status.NO_DOMAIN));
    assertThat(dns().lookup(A, "x".repeat(64) + ".example"))
        .isEqualTo(DnsAnswer.without(Status.NO_DOMAIN));
    assertThat(dns().lookup(A, "\\999.example").isVoid()).isTrue();
  }

  @Test
  void saysWhichFileItCannotRead() throws IOException {
    Path broken = Files.writeString(directory.resolve("broken"), "example.org. NONSENSE x");

    assertThatThrownBy(() -> new ZoneFileDns(broken.toString()).lookup(A, "example.org"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("zone file " + broken);
  }

  private ZoneFileDns dns() throws IOException {
    return new ZoneFileDns(Files.writeString(directory.resolve("zone"), ZONE).toString());
  }
}
