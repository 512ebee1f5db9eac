package io.pilothouse.localtwin.served;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pilothouse.localtwin.load.ServiceUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/**
 * The access tokens of the twin's visitors: one for all of them, got from the auth-service by the
 * client-credentials grant (RFC 6749, section 4.4) and renewed a minute before it ends. Safe for
 * any thread.
 */
final class VisitorTokens {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration RENEW_BEFORE = Duration.ofMinutes(1);

  private final ServedInstance issuer;
  private final ServedInstance.Visitor visitor;
  private final HttpClient http;
  private final InstantSource clock;

  /** Guarded by this. */
  private Optional<Token> token = Optional.empty();

  private record Token(String text, Instant renewAt) {}

  VisitorTokens(
      ServedInstance issuer, ServedInstance.Visitor visitor, HttpClient http, InstantSource clock) {
    this.issuer = issuer;
    this.visitor = visitor;
    this.http = http;
    this.clock = clock;
  }

  /** A token that is good now. @throws ServiceUnavailableException if the issuer gives none */
  synchronized String current() {
    Instant now = clock.instant();
    Token held = token.filter(t -> now.isBefore(t.renewAt())).orElseGet(() -> fetch(now));
    token = Optional.of(held);
    return held.text();
  }

  private Token fetch(Instant now) {
    String basic =
        Base64.getEncoder()
            .encodeToString(
                (visitor.client() + ":" + visitor.secret()).getBytes(StandardCharsets.UTF_8));
    var request =
        HttpRequest.newBuilder(URI.create(issuer.url() + "/oauth2/token"))
            .timeout(PATIENCE)
            .header("Authorization", "Basic " + basic)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("grant_type=client_credentials"))
            .build();
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new ServiceUnavailableException(
            "auth-service gave no token: it answered " + answer.statusCode());
      }
      JsonNode body = JSON.readTree(answer.body());
      return new Token(
          body.path("access_token").asText(),
          now.plusSeconds(body.path("expires_in").asLong()).minus(RENEW_BEFORE));
    } catch (IOException e) {
      throw new ServiceUnavailableException("auth-service gave no token: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceUnavailableException("auth-service gave no token: interrupted");
    }
  }
}
