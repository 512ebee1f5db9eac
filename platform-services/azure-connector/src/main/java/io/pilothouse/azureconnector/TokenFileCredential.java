package io.pilothouse.azureconnector;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import reactor.core.publisher.Mono;

/** A bearer token from a file, read anew each minute so that a renewed one is taken up. */
final class TokenFileCredential implements TokenCredential {
  // The SDK renews five minutes before the end and keeps the token until it has another.
  private static final Duration VALID = Duration.ofMinutes(6);
  private final Path file;
  private final Clock clock;

  TokenFileCredential(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  @Override
  public Mono<AccessToken> getToken(TokenRequestContext request) {
    return Mono.fromCallable(() -> getTokenSync(request));
  }

  @Override
  public AccessToken getTokenSync(TokenRequestContext request) {
    try {
      String token = Files.readString(file).strip();
      if (token.isEmpty()) {
        throw new ClientAuthenticationException("the token file " + file + " is empty", null);
      }
      return new AccessToken(
          token, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).plus(VALID));
    } catch (IOException e) {
      throw new ClientAuthenticationException(
          "the token file " + file + " cannot be read", null, e);
    }
  }
}
