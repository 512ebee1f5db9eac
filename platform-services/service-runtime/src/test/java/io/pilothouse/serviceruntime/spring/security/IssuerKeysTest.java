package io.pilothouse.serviceruntime.spring.security;

import static io.pilothouse.serviceruntime.spring.security.TestIssuer.claims;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** An issuer whose keys change, and one that is down. */
class IssuerKeysTest {

  private TestIssuer issuer;
  private JwtDecoder decoder;

  @BeforeEach
  void start() throws IOException {
    issuer = new TestIssuer();
    decoder =
        TokenChecks.decoder(
            new TokenProperties(
                TestIssuer.ISSUER,
                URI.create(issuer.keysAddress()),
                "pilothouse",
                Duration.ofSeconds(30),
                Duration.ofMinutes(2),
                List.of()));
  }

  @AfterEach
  void stop() {
    issuer.close();
  }

  @Test
  void acceptsANewKeyAtOnceAndTheOldOneStill() {
    var before = issuer.token(claims().build());
    assertThat(decoder.decode(before).getSubject()).isEqualTo("user-1");

    issuer.rotate("key-2");

    assertThat(decoder.decode(issuer.token(claims().build())).getSubject()).isEqualTo("user-1");
    assertThat(decoder.decode(before).getSubject()).isEqualTo("user-1");
    assertThat(issuer.asked()).isEqualTo(2);
  }

  @Test
  void asksTheIssuerSeldomHoweverManyTokensNameAnInventedKey() {
    assertThat(decoder.decode(issuer.token(claims().build()))).isNotNull();
    var invented = TestIssuer.newKey("invented");

    for (int i = 0; i < 50; i++) {
      var forged = TestIssuer.signed(claims().jwtID("" + i).build(), invented);
      assertThatThrownBy(() -> decoder.decode(forged)).isInstanceOf(BadJwtException.class);
    }

    assertThat(issuer.asked()).isLessThanOrEqualTo(2);
    assertThat(decoder.decode(issuer.token(claims().build()))).isNotNull();
  }

  @Test
  void goesOnWithTheKeysItKnowsWhileTheIssuerIsDownAndSaysWhenItKnowsNone() {
    issuer.down(true);
    var good = issuer.token(claims().build());
    assertThatThrownBy(() -> decoder.decode(good))
        .isInstanceOf(JwtException.class)
        .isNotInstanceOf(BadJwtException.class);

    issuer.down(false);
    assertThat(decoder.decode(good)).isNotNull();
    issuer.down(true);
    var unknown = TestIssuer.signed(claims().build(), TestIssuer.newKey("other"));
    assertThatThrownBy(() -> decoder.decode(unknown)).isInstanceOf(BadJwtException.class);
    assertThat(decoder.decode(good)).isNotNull();
  }
}
