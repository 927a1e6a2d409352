package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalUrlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "HTTP://Shop.Example http://shop.example/",
        "http://shop.example:80/ http://shop.example/",
        "https://shop.example:0443/a https://shop.example/a",
        "https://shop.example:80/a https://shop.example:80/a",
        "ftp://shop.example:21 ftp://shop.example/",
        "http:shop.example http://shop.example/",
        "http:\\\\shop.example\\a\\b http://shop.example/a/b",
        "http:////shop.example http://shop.example/",
        "http://shop.example/a/./b/../c/%2e%2E/d http://shop.example/a/d",
        "http://shop.example/a/.. http://shop.example/",
        "http://shop.example/../../a http://shop.example/a",
        "http://shop.example/a//b/ http://shop.example/a//b/",
        "http://shop.example/\u00e4?\u00e4#\u00e4 http://shop.example/%C3%A4?%C3%A4#%C3%A4",
        "http://shop.example?a='b'&c=<d> http://shop.example/?a=%27b%27&c=%3Cd%3E",
        "http://shop.example/%zz%41 http://shop.example/%zz%41",
        "http://ann:s%40cret@shop.example/ http://ann:s%40cret@shop.example/",
        "http://bank.example@evil.example/ http://bank.example@evil.example/",
        "http://a@b@evil.example/ http://a%40b@evil.example/",
        "http://ann:@shop.example/ http://ann@shop.example/"
      })
  void writesTheSameTargetInTheSameWay(String url, String canonical) {
    assertThat(CanonicalUrl.parse(url)).hasToString(canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "0x7f.1,127.0.0.1",
    "017700000001,127.0.0.1",
    "2130706433,127.0.0.1",
    "127.0.0.1.,127.0.0.1",
    "0xC0.0250.01,192.168.0.1",
    "%30%78%37f.1,127.0.0.1",
    "\uff11\uff12\uff17.\uff10.\uff10.\uff11,127.0.0.1",
    "[::1],[::1]",
    "[0:0:0:0:0:FFFF:192.168.1.1],[::ffff:c0a8:101]",
    "[2001:DB8:0:0:1:0:0:1],[2001:db8::1:0:0:1]",
    "[1:0:0:2:0:0:0:3],[1:0:0:2::3]",
    "[1::],[1::]",
    "B\u00dcCHER.example,xn--bcher-kva.example",
    "fa\u00df.example,xn--fa-hia.example",
    "b%C3%BCcher.example,xn--bcher-kva.example",
    "xn--bcher-kva.example,xn--bcher-kva.example",
    "shop\u3002example,shop.example",
    "sh\u00adop.example,shop.example",
    "-a-.ex--ample,-a-.ex--ample",
    "shop.example.,shop.example.",
    "0x.example,0x.example"
  })
  void writesTheSameHostInTheSameWay(String host, String canonical) {
    assertThat(CanonicalUrl.parse("http://" + host + "/").host()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "shop.example",
        "mailto:a@b.example",
        "http:",
        "http://",
        "http://?q",
        "http://@/",
        "http://a b.example",
        "http://a%00b.example",
        "http://a<b.example",
        "http://shop.example:x",
        "http://shop.example:65536",
        "http://256.1.1.1",
        "http://1.2.3.4.5",
        "http://1.2.3.08",
        "http://4294967296",
        "http://[::1",
        "http://[1:2]",
        "http://[::1]x",
        "http://[1::2::3]",
        "http://[1:2:3:4:5:6:7:8:9]",
        "http://[::1.2.3]",
        "http://[::01.2.3.4]",
        "http://[:1]",
        "http://[1:]",
        "http://xn--\u00e4.example",
        "http://\u200d.example"
      })
  void refusesWhatABrowserWouldNotFollow(String url) {
    assertThat(CanonicalUrl.parse(url)).isNull();
  }

  @Test
  void leavesOutWhatBrowsersLeaveOut() {
    assertThat(CanonicalUrl.parse(" \u0001ht\ttp://sh\nop.exa\r\nmple/a b \n"))
        .hasToString("http://shop.example/a%20b");
  }

  @Test
  void tellsItsParts() {
    CanonicalUrl url = CanonicalUrl.parse("https://u:p@shop.example:8443/a/b?c#d");

    assertThat(url)
        .isEqualTo(new CanonicalUrl("https", "u:p", "shop.example", 8443, "/a/b", "c", "d"));
  }

  @Test
  void isItsOwnCanonicalForm() {
    String once =
        CanonicalUrl.parse("HTTP://\u00dc:\u00c4@B\u00fccher.example:81/%7E x/..\\y?'#`")
            .toString();

    assertThat(CanonicalUrl.parse(once)).hasToString(once);
  }

  @Test
  void refusesAnOverlongUrl() {
    assertThat(CanonicalUrl.parse("http://shop.example/" + "x".repeat(8_000))).isNull();
    assertThat(CanonicalUrl.parse("http://" + "x".repeat(2_001) + ".example/")).isNull();
  }
}
