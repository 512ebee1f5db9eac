package io.pilothouse.authservice.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.pilothouse.authservice.key.SigningKeys;
import io.pilothouse.authservice.session.Sessions;
import io.pilothouse.serviceruntime.spring.security.TokenProperties;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** How tokens are signed, and what a token must be for this service itself to believe it. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {
  private static final OAuth2Error ENDED =
      new OAuth2Error("invalid_token", "The session of this token has ended", null);

  @Bean
  JwtEncoder jwtEncoder(SigningKeys keys) {
    return new NimbusJwtEncoder(keys);
  }

  /** RS256 and nothing else, our issuer and audience, in time, and of a session that goes on. */
  @Bean
  JwtDecoder jwtDecoder(
      SigningKeys keys, TokenProperties security, Sessions sessions, Clock clock) {
    var processor = new DefaultJWTProcessor<SecurityContext>();
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
    // Spring's validators look at the claims, with our clock.
    processor.setJWTClaimsSetVerifier((claims, context) -> {});
    var timestamps = new JwtTimestampValidator(security.clockSkew());
    timestamps.setClock(clock);
    OAuth2TokenValidator<Jwt> goesOn =
        token ->
            sessionGoesOn(token, sessions)
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(ENDED);
    var decoder = new NimbusJwtDecoder(processor);
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            timestamps,
            new JwtIssuerValidator(security.issuer()),
            new JwtClaimValidator<List<String>>(
                JwtClaimNames.AUD,
                audience -> audience != null && audience.contains(security.audience())),
            goesOn));
    return decoder;
  }

  private static boolean sessionGoesOn(Jwt token, Sessions sessions) {
    String session = token.getClaimAsString(AccessTokens.SESSION);
    return session == null || sessions.goesOn(UUID.fromString(session));
  }
}
