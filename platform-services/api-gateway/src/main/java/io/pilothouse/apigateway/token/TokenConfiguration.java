package io.pilothouse.apigateway.token;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;

/** Which tokens are good: RS256, by the issuer's keys, for the audience, in time. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

  @Bean
  JwtDecoder tokenDecoder(
      @Value("${pilothouse.security.issuer}") String issuer,
      @Value("${pilothouse.security.jwk-set-uri:${pilothouse.security.issuer}/oauth2/jwks}")
          String keys,
      @Value("${pilothouse.security.audience:pilothouse}") String audience) {
    var decoder =
        NimbusJwtDecoder.withJwkSetUri(keys).jwsAlgorithm(SignatureAlgorithm.RS256).build();
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<Jwt>(
            List.of(
                new JwtTimestampValidator(),
                new JwtIssuerValidator(issuer),
                new JwtClaimValidator<Collection<String>>(
                    "aud", audiences -> audiences != null && audiences.contains(audience)))));
    return decoder;
  }

  @Bean
  JwtAuthenticationConverter tokenAuthorities() {
    var converter = new JwtAuthenticationConverter();
    converter.setJwtGrantedAuthoritiesConverter(token -> {
      var permissions = token.getClaimAsStringList("permissions");
      List<GrantedAuthority> granted = new ArrayList<>();
      if (permissions != null) {
        permissions.forEach(each -> granted.add(new SimpleGrantedAuthority(each)));
      }
      return granted;
    });
    return converter;
  }
}
