package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SenderLinksTest {

  @Test
  void noticesALinkThatImitatesTheSender() {
    assertThat(codes("Town hall <office@town-hall.org>", "www.town-ha11.org"))
        .containsExactly("LINK_SENDER_LOOKALIKE");
    assertThat(codes("office@kreisbank.org", "login.kreisbamk.org"))
        .containsExactly("LINK_SENDER_LOOKALIKE");
    assertThat(SenderLinks.of("office@kreisbank.org", links("login.kreisbamk.org")).get(0).detail())
        .endsWith("kreisbamk.org is not kreisbank.org");
  }

  @Test
  void noticesASenderWhoImitatesWhomTheLinksLeadTo() {
    assertThat(codes("PayPal <service@paypa1.com>", "www.paypal.com"))
        .containsExactly("LINK_SENDER_IMITATES");
    assertThat(codes("PayPal <service@paypal-login.org>", "www.example.org", "www.paypal.de"))
        .containsExactly("LINK_SENDER_IMITATES");
    assertThat(codes("PayPal <service@paypa1.com>", "www.netflix.com")).isEmpty();
  }

  @Test
  void seesNothingInLinksOfTheSendersOwnOrOfOthers() {
    assertThat(codes("news@mail.shop.co.uk", "www.shop.co.uk", "click.mailer.org")).isEmpty();
    assertThat(codes("news@shop.org", "www.shop.com", "shop-news.org", "shops.org")).isEmpty();
    assertThat(codes("a@server1.example", "server2.example")).isEmpty();
    assertThat(codes("service@paypal.de", "www.paypal.com", "www.paypalobjects.com")).isEmpty();
    assertThat(codes("bank@sparkasse-ulm.de", "www.sparkasse.de")).isEmpty();
    assertThat(codes("ann@commercebank.com", "www.commerzbank.de")).isEmpty();
  }

  @Test
  void bearsWithAnySender() {
    List<LinkFinding> links = links("www.paypal.com", "192.0.2.7", "[::1]", "", null);

    for (String from : Arrays.asList(null, "", "@", "a@", "a@.", "a@[192.0.2.7]", "a@x", "<>")) {
      assertThat(SenderLinks.of(from, links)).isEmpty();
    }
    assertThat(SenderLinks.of("service@paypa1.com", List.of())).isEmpty();
  }

  private static List<String> codes(String from, String... hosts) {
    return Analysis.codes(SenderLinks.of(from, links(hosts)));
  }

  private static List<LinkFinding> links(String... hosts) {
    return Arrays.stream(hosts)
        .map(host -> new LinkFinding("https://" + host + "/", host, 0, List.of()))
        .toList();
  }
}
