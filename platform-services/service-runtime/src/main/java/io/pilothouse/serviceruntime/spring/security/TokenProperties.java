package io.pilothouse.serviceruntime.spring.security;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose tokens are accepted.
 *
 * @param issuer the claim {@code iss} that a token has to carry
 * @param jwkSetUri where the issuer's public keys are; by default {@code /oauth2/jwks} below the
 *     issuer
 * @param audience has to be among the token's {@code aud}
 * @param clockSkew by how much the issuer's clock may differ from ours
 * @param keyRefreshInterval the issuer is asked for its keys at most twice in this time, however
 *     many tokens name a key that is not known
 * @param openPaths path patterns that need no token, beside the health endpoints
 */
@ConfigurationProperties("pilothouse.security")
public record TokenProperties(
    String issuer,
    @Nullable URI jwkSetUri,
    @DefaultValue("pilothouse") String audience,
    @DefaultValue("30s") Duration clockSkew,
    @DefaultValue("10s") Duration keyRefreshInterval,
    @DefaultValue List<String> openPaths) {

  public TokenProperties {
    openPaths = List.copyOf(openPaths);
  }

  /** Where the keys are. */
  public URI keys() {
    return Optional.ofNullable(jwkSetUri)
        .orElseGet(() -> URI.create(issuer.replaceAll("/+$", "") + "/oauth2/jwks"));
  }
}
