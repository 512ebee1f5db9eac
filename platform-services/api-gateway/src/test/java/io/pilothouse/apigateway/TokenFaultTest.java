package io.pilothouse.apigateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(GatewayExtension.class)
class TokenFaultTest {

  private final SharedGateway shared;
  private final TokenIssuer issuer;

  TokenFaultTest(SharedGateway shared) {
    this.shared = shared;
    this.issuer = shared.issuer;
  }

  @Test
  void withoutATokenNothingReachesAService() throws IOException {
    var answer = shared.gateway.get("/api/trips", "X-Forwarded-For", SharedGateway.newClient());
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("www-authenticate")).contains("Bearer");
    assertThat(shared.trips.arrivals()).isEmpty();
  }

  @Test
  void aTokenOfAnotherKeyIsRefusedWhateverKeyItNames() throws IOException {
    var other = TokenIssuer.newKey();
    refused(issuer.token(other, claims -> claims));
    var sameName =
        new com.nimbusds.jose.jwk.RSAKey.Builder(other).keyID(issuer.key().getKeyID()).build();
    refused(issuer.token(sameName, claims -> claims));
  }

  @Test
  void aTokenWhosePayloadWasChangedIsRefused() throws IOException {
    var parts = issuer.token().split("\\.", -1);
    var claims = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8);
    var changed = claims.replace("alice", "admin");
    refused(parts[0] + "." + Base64URL.encode(changed) + "." + parts[2]);
  }

  @Test
  void anExpiredTokenIsRefused() throws IOException {
    var ended = Date.from(Instant.now().minus(Duration.ofMinutes(2)));
    refused(issuer.token(issuer.key(), claims -> claims.expirationTime(ended)));
  }

  @Test
  void aTokenThatNeverEndsIsRefused() throws IOException {
    refused(issuer.token(issuer.key(), claims -> claims.expirationTime(null)));
  }

  @Test
  void aTokenForAnotherAudienceOrFromAnotherIssuerIsRefused() throws IOException {
    refused(issuer.token(issuer.key(), claims -> claims.audience("somebody-else")));
    refused(issuer.token(issuer.key(), claims -> claims.audience(List.of())));
    refused(issuer.token(issuer.key(), claims -> claims.issuer("https://evil.example")));
  }

  @Test
  void anUnsignedTokenIsRefused() throws IOException {
    var parts = issuer.token().split("\\.", -1);
    for (var algorithm : List.of("none", "None", "nOnE")) {
      var header = Base64URL.encode("{\"alg\":\"" + algorithm + "\"}").toString();
      refused(header + "." + parts[1] + ".");
      refused(header + "." + parts[1] + "." + parts[2]);
    }
  }

  @Test
  void aTokenSignedWithThePublicKeyAsASecretIsRefused() throws Exception {
    var publicKey = issuer.key().toRSAPublicKey().getEncoded();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer.issuer())
            .subject("admin")
            .audience("pilothouse")
            .expirationTime(Date.from(Instant.now().plusSeconds(600)))
            .build();
    var token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(issuer.key().getKeyID()).build(),
            claims);
    token.sign(new MACSigner(publicKey));
    refused(token.serialize());
  }

  @Test
  void whatIsNoTokenIsRefused() throws IOException {
    refused("x");
    refused("a.b.c");
    refused("..");
    refused(issuer.token() + "x");
  }

  @Test
  void afterTheKeyWasChangedItsTokensCountAndTheOldOnesDoNot() throws IOException {
    var old = issuer.token();
    assertThat(status("/api/trips", old)).isEqualTo(200);
    issuer.rotate();
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(status("/api/trips", issuer.token())).isEqualTo(200));
    refused(old);
  }

  @Test
  void manyTokensOfUnknownKeysDoNotReachTheIssuerEachTime() throws IOException {
    assertThat(status("/api/trips", issuer.token())).isEqualTo(200);
    int before = issuer.asked();
    long began = System.nanoTime();
    for (int n = 0; n < 30; n++) {
      refused(
          issuer.token(
              new com.nimbusds.jose.jwk.RSAKey.Builder(FORGED).keyID("k" + n).build(),
              claims -> claims));
    }
    long seconds = 1 + Duration.ofNanos(System.nanoTime() - began).toSeconds();
    assertThat(issuer.asked() - before).isLessThanOrEqualTo((int) (2 * seconds + 2));
  }

  @Test
  void aRoutesPermissionIsAskedFor() throws IOException {
    assertThat(status("/api/trips/admin/x", issuer.token("trip-service:read"))).isEqualTo(403);
    assertThat(status("/api/trips/admin", issuer.token())).isEqualTo(403);
    assertThat(shared.trips.arrivals()).isEmpty();
    assertThat(status("/api/trips/admin/x", issuer.token("trip-service:administer")))
        .isEqualTo(200);
    assertThat(status("/api/trips/administration", issuer.token())).isEqualTo(200);
  }

  private static final com.nimbusds.jose.jwk.RSAKey FORGED = TokenIssuer.newKey();

  private void refused(String token) throws IOException {
    int before = shared.trips.arrivals().size();
    assertThat(status("/api/trips", token)).isEqualTo(401);
    assertThat(shared.trips.arrivals()).hasSize(before);
  }

  private int status(String path, String token) throws IOException {
    return shared
        .gateway
        .get(path, "Authorization", "Bearer " + token, "X-Forwarded-For", SharedGateway.newClient())
        .statusCode();
  }
}
