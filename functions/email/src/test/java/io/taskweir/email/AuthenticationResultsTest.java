package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.email.AuthenticationResults.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuthenticationResultsTest {

  private static final Set<String> OURS = Set.of("mx.example.org", "in.example.org");

  @Test
  void believesAHostThatIsTrusted() {
    AuthenticationResults noted =
        of(
            "mx.example.org 1; spf=pass smtp.mailfrom=a.example;"
                + " dkim=fail (bad; signature) header.d=a.example; dkim/1=pass header.d=b.example;"
                + " dmarc=fail policy.dmarc=reject header.from=a.example");

    assertThat(noted.of(Method.SPF)).isEqualTo(AuthResult.PASS);
    assertThat(noted.of(Method.DKIM)).isEqualTo(AuthResult.PASS);
    assertThat(noted.of(Method.DMARC)).isEqualTo(AuthResult.FAIL);
    assertThat(noted.policy()).isEqualTo("reject");
    assertThat(noted.details().get(0))
        .isEqualTo("spf=pass smtp.mailfrom=a.example (noted by mx.example.org)");
  }

  @Test
  void believesNobodyElse() {
    assertThat(of("mx.example.net; spf=pass").results()).isEmpty();
    assertThat(of("mx.example.org.evil.example; spf=pass").results()).isEmpty();
    assertThat(of("(mx.example.org;) evil.example; spf=pass").results()).isEmpty();
    assertThat(of("\"mx.example.org\" evil.example; spf=pass").results()).isEmpty();
  }

  @Test
  void believesNothingBelowTheFirstForeignField() {
    AuthenticationResults noted =
        of("in.example.org; spf=fail", "evil.example; none", "mx.example.org; dmarc=pass");

    assertThat(noted.results()).containsExactly(Map.entry(Method.SPF, AuthResult.FAIL));
  }

  @Test
  void takesNoResultFromACommentOrFromQuotes() {
    assertThat(of("mx.example.org; (spf=pass) none").results()).isEmpty();
    assertThat(of("mx.example.org; x=\"; dmarc=pass\"").results()).isEmpty();
    assertThat(of("mx.example.org; spf=excellent; dmarc").results()).isEmpty();
  }

  @Test
  void readsAnythingInLinearTime() {
    for (String piece : new String[] {"(", "\\", "\"", ";", "spf=pass;", "a=b ("}) {
      assertThat(of("mx.example.org;" + piece.repeat(100_000))).isNotNull();
    }
  }

  private static AuthenticationResults of(String... fields) {
    return AuthenticationResults.of(List.of(fields), OURS);
  }
}
