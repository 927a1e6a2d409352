package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shipped lists must keep, whoever edits them. */
class LinkListsTest {

  private static final LinkKnowledge KNOWN = LinkKnowledge.shipped();

  @Test
  void neverAccusesABrandAtItsOwnDomains() {
    for (String line : HostList.lines("brands.txt")) {
      String[] columns = line.split(" \\| ", -1);
      assertThat(columns).as(line).hasSize(3);
      for (String domain : columns[2].split(" ", -1)) {
        if (!domain.startsWith("*")) {
          HostParts host = HostParts.of("www." + domain.replace(".*", ".co.uk"));
          assertThat(Imitation.in(host, KNOWN)).as(host.host()).isNull();
        }
      }
    }
  }

  @Test
  void knowsEachBrandByItsNameAndLookalike() {
    for (String line : HostList.lines("brands.txt")) {
      for (String name : line.split(" \\| ", -1)[1].split(", ", -1)) {
        String plain = name.replace("~", "").replace("-", "");
        assertThat(KNOWN.brands().named(plain)).as(name).isNotNull();
        assertThat(KNOWN.brands().lookedLike(plain)).as(name).isNull();
        assertThat(KNOWN.brands().near(plain)).as(name).isNull();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shorteners.txt",
        "redirectors.txt",
        "viewers.txt",
        "free-hosts.txt",
        "file-stores.txt",
        "tenants.txt"
      })
  void holdsHostsInTheirCanonicalForm(String file) {
    assertThat(HostList.lines(file))
        .isNotEmpty()
        .allSatisfy(
            line ->
                assertThat(Arrays.stream(line.split(" ", -1)))
                    .allSatisfy(
                        word -> {
                          String host = word.startsWith("-") ? word.substring(1) : word;
                          assertThat(CanonicalUrl.parse("http://" + host).host()).isEqualTo(host);
                          assertThat(host).contains(".");
                        }));
  }

  @Test
  void takesAnUnknownTopLevelDomainForASuffix() {
    assertThat(Domains.registrable("a.b.example")).isEqualTo("b.example");
    assertThat(Domains.registrable("b.example")).isEqualTo("b.example");
    assertThat(Domains.registrable("localhost")).isEqualTo("localhost");
    assertThat(Domains.registrable("github.io")).isEqualTo("github.io");
    assertThat(Domains.registrable("a.b.github.io")).isEqualTo("b.github.io");
    assertThat(Domains.registrable("co.uk")).isEqualTo("co.uk");
    assertThat(List.of("", ".", "..", ".example", "a..example"))
        .allSatisfy(host -> assertThat(Domains.registrable(host)).isNotNull());
  }
}
