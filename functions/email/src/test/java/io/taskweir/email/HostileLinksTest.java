package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links that are made to cost more than they are worth: each is judged, and soon. */
class HostileLinksTest {

  /** A thousand times what one takes, so that only another order of growth can pass it. */
  private static final Duration LONG = Duration.ofSeconds(5);

  @BeforeAll
  static void loadTheLists() {
    LinkKnowledge.shipped();
  }

  static Stream<String> urls() {
    return Stream.of(
        "http://" + "a.".repeat(990) + "example/",
        "http://" + "paypal-".repeat(280) + "login.example/",
        "http://" + "paypal".repeat(330) + ".example/",
        "http://" + "secure".repeat(10) + "paypal.example/",
        "http://" + "rnvvcl1".repeat(280) + ".example/",
        "http://" + "\u0430".repeat(600) + ".example/",
        "http://a.example/" + "http:/".repeat(1_300),
        "http://a.example/" + "/www.paypal.com/login".repeat(350),
        "http://a.example/?" + "u=%25252525".repeat(700),
        "http://a.example/?" + "url=http://b.example/?".repeat(350),
        "http://a.example/?u=aHR0c" + "A".repeat(7_900),
        "http://a.example/?u=%61HR0c" + "=".repeat(7_900),
        "http://a.example/" + "%2525".repeat(1_590),
        "http://a.example/" + "\ud83d\ude00".repeat(3_900),
        "http://a.example/" + ".exe".repeat(1_990),
        "http://" + "@".repeat(7_900) + "a.example/",
        "http://" + "www.a.com:".repeat(700) + "@b.example/",
        "data:" + "a".repeat(7_900),
        "data:text/" + "%".repeat(1_900) + ",x",
        "javascript:" + "/".repeat(7_900),
        "http://%" + "40%".repeat(2_000));
  }

  @ParameterizedTest
  @MethodSource("urls")
  void judgesAnyLinkSoon(String url) {
    List<Reason> reasons = assertTimeoutPreemptively(LONG, () -> judged(url));

    assertThat(reasons).allSatisfy(reason -> assertThat(reason.detail()).hasSizeLessThan(1_000));
  }

  /** As often as a message may hold it. */
  private static List<Reason> judged(String url) {
    LinkFinder finder = new LinkFinder(1, new Defects());
    finder.add(url, "www.paypal.com");
    List<Reason> reasons = List.of();
    for (int i = 0; i < 50; i++) {
      reasons =
          finder.linksOf(new MailText(null, null)).stream()
              .flatMap(link -> LinkSignals.of(link, LinkKnowledge.shipped()).stream())
              .toList();
    }
    return reasons;
  }
}
