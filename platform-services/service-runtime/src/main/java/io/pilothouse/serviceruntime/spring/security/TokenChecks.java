package io.pilothouse.serviceruntime.spring.security;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** What is checked of a token: RS256 alone, the issuer, the audience, that it ends and has not. */
public final class TokenChecks {

  private TokenChecks() {}

  /** A decoder that accepts what passes, by the issuer's keys of the moment. */
  public static JwtDecoder decoder(TokenProperties accepted) {
    var decoder =
        NimbusJwtDecoder.withJwkSource(
                new IssuerKeys(accepted.keys(), accepted.keyRefreshInterval()))
            .jwsAlgorithm(SignatureAlgorithm.RS256)
            .build();
    decoder.setJwtValidator(claims(accepted));
    return decoder;
  }

  private static OAuth2TokenValidator<Jwt> claims(TokenProperties accepted) {
    return new DelegatingOAuth2TokenValidator<>(
        List.of(
            new JwtTimestampValidator(accepted.clockSkew()),
            new JwtClaimValidator<Instant>("exp", end -> end != null),
            new JwtIssuerValidator(accepted.issuer()),
            new JwtClaimValidator<Collection<String>>(
                "aud", audience -> audience != null && audience.contains(accepted.audience()))));
  }
}
