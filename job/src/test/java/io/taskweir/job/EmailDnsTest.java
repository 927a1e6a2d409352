package io.taskweir.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskweir.connectors.dns.ServerDns;
import io.taskweir.connectors.dns.ZoneFileDns;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailDnsTest {

  @Test
  void asksNobodyUnlessItIsTold() {
    assertThat(EmailDns.lookup(JobConfig.of(Map.of()))).isNull();
    assertThat(EmailDns.trustedHosts(JobConfig.of(Map.of()))).isEmpty();
    assertThat(EmailDns.settings(JobConfig.of(Map.of())).timeout()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"system", "192.0.2.53", "192.0.2.53:5353", "2001:db8::53", "[2001:db8::53]:5353"})
  void asksNameServers(String where) {
    assertThat(EmailDns.lookup(with(where))).isInstanceOf(ServerDns.class);
  }

  @Test
  void readsAZoneFile() {
    assertThat(EmailDns.lookup(with("/etc/taskweir/zone"))).isInstanceOf(ZoneFileDns.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "on",
        "dns.example.org",
        "192.0.2.53:",
        "192.0.2.53:70000",
        "[2001:db8::53",
        "zone",
        ""
      })
  void refusesWhatIsNoPlaceToAsk(String where) {
    assertThatThrownBy(() -> with(where).get(Options.EMAIL_DNS))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("taskweir.email.dns");
  }

  @Test
  void waitsNoLongerThanAMinuteUnlessItIsTold() {
    assertThat(EmailDns.settings(with("system")).timeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(
            EmailDns.settings(
                    JobConfig.of(
                        Map.of(
                            "taskweir.email.dns",
                            "system",
                            "taskweir.email.analyze-sender.timeout",
                            "5 s")))
                .timeout())
        .isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void readsTheNamesOfTrustedHosts() {
    JobConfig config =
        JobConfig.of(Map.of("taskweir.email.trusted-hosts", "mx1.example.org, mx2.example.org"));

    assertThat(EmailDns.trustedHosts(config))
        .containsExactlyInAnyOrder("mx1.example.org", "mx2.example.org");
  }

  private static JobConfig with(String where) {
    return JobConfig.of(Map.of("taskweir.email.dns", where));
  }
}
