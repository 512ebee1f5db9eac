package io.pilothouse.authservice;

import static io.pilothouse.authservice.RunningService.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.pilothouse.authservice.key.SigningKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;

/** A token that this service did not sign for this audience and this moment opens nothing. */
@ExtendWith(OneService.class)
class ForgedTokenTest {
  private static final List<String> EVERYTHING = List.of("auth-service:manage-users");

  private final RunningService service;

  ForgedTokenTest(RunningService service) {
    this.service = service;
  }

  private void refused(String token) {
    for (String path : List.of("/api/auth/verify", "/api/auth/admin/users")) {
      var answer = service.get(path, bearer(token));
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
      assertThat(answer.headers().firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    }
  }

  private JWTClaimsSet.Builder claims() {
    Instant now = service.clock().instant();
    return new JWTClaimsSet.Builder()
        .issuer(RunningService.ISSUER)
        .subject("administrator")
        .audience("pilothouse")
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(600)))
        .claim("permissions", EVERYTHING);
  }

  private String keyId() {
    return service.part(SigningKeys.class).signingKeyId();
  }

  /** With the service's own key, so that only the claim in question is wrong. */
  private String genuine(Instant expires, String issuer, String audience) {
    JwtClaimsSet claims =
        JwtClaimsSet.builder()
            .issuer(issuer)
            .subject("administrator")
            .audience(List.of(audience))
            .issuedAt(expires.minusSeconds(900))
            .expiresAt(expires)
            .claim("permissions", EVERYTHING)
            .build();
    return service
        .part(JwtEncoder.class)
        .encode(
            JwtEncoderParameters.from(
                JwsHeader.with(SignatureAlgorithm.RS256).keyId(keyId()).build(), claims))
        .getTokenValue();
  }

  @Test
  void theControlIsLetIn() {
    String token =
        genuine(service.clock().instant().plusSeconds(600), RunningService.ISSUER, "pilothouse");
    assertThat(service.get("/api/auth/admin/users", bearer(token)).status()).isEqualTo(200);
  }

  @Test
  void unsigned() {
    refused(new PlainJWT(claims().build()).serialize());
  }

  @Test
  void signedWithThePublicKeyAsASecret() throws Exception {
    RSAKey published = (RSAKey) service.part(SigningKeys.class).publicKeys().getKeyByKeyId(keyId());
    refused(signed(JWSAlgorithm.HS256, new MACSigner(published.toRSAPublicKey().getEncoded())));
  }

  @Test
  void signedWithAnotherKeyUnderOurKeysName() throws Exception {
    RSAKey another = new RSAKeyGenerator(2048).generate();
    refused(signed(JWSAlgorithm.RS256, new RSASSASigner(another)));
  }

  @Test
  void signedByAKeyThatTheTokenBringsAlong() throws Exception {
    RSAKey another = new RSAKeyGenerator(2048).keyID("mine").generate();
    var jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("mine")
                .jwk(another.toPublicJWK())
                .build(),
            claims().build());
    jwt.sign(new RSASSASigner(another));
    refused(jwt.serialize());
  }

  private String signed(JWSAlgorithm algorithm, JWSSigner signer) throws Exception {
    var jwt =
        new SignedJWT(
            new JWSHeader.Builder(algorithm).keyID(keyId()).type(JOSEObjectType.JWT).build(),
            claims().build());
    jwt.sign(signer);
    return jwt.serialize();
  }

  @Test
  void changedAfterSigning() {
    String password = RunningService.newPassword();
    String token = service.signedIn(service.user(password), password).text("accessToken");
    String[] parts = token.split("\\.");
    String more =
        java.util.Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                claims().build().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    refused(parts[0] + "." + more + "." + parts[2]);
    refused(parts[0] + "." + parts[1] + ".");
  }

  @Test
  void expired() {
    String password = RunningService.newPassword();
    String token = service.signedIn(service.user(password), password).text("accessToken");
    assertThat(service.get("/api/auth/verify", bearer(token)).status()).isEqualTo(200);
    service.clock().advance(Duration.ofMinutes(15).plusSeconds(31));
    refused(token);
  }

  @Test
  void forAnotherAudienceOrByAnotherIssuer() {
    Instant end = service.clock().instant().plusSeconds(600);
    refused(genuine(end, RunningService.ISSUER, "somebody-else"));
    refused(genuine(end, "https://elsewhere.test", "pilothouse"));
  }

  @Test
  void noToken() {
    assertThat(service.get("/api/auth/verify").status()).isEqualTo(401);
    assertThat(service.get("/api/auth/verify", bearer("nonsense")).status()).isEqualTo(401);
  }

  @Test
  void withoutThePermission() {
    String password = RunningService.newPassword();
    String token =
        service.signedIn(service.user(password, "OPERATOR"), password).text("accessToken");
    assertThat(service.get("/api/auth/admin/users", bearer(token)).status()).isEqualTo(403);
    assertThat(service.get("/api/auth/admin/anything", bearer(token)).status()).isEqualTo(403);
  }
}
