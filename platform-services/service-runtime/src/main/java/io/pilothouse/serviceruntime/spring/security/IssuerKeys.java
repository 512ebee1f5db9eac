package io.pilothouse.serviceruntime.spring.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.OutageTolerantJWKSetSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.events.Event;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The issuer's public keys: fetched when they are first needed, kept for five minutes, fetched
 * again when a token names a key that is not among them.
 *
 * <p>A flood of tokens with invented key ids reaches the issuer twice in an interval at most; the
 * others are refused as tokens of an unknown key. While the issuer does not answer, the keys that
 * were known last go on counting, for as long as {@link #OUTAGE}.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {

  private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Half a day: long enough to mend an issuer, too short for a withdrawn key to live on. */
  private static final Duration OUTAGE = Duration.ofHours(12);

  private static final int LARGEST_ANSWER_BYTES = 64 * 1024;

  private final JWKSource<SecurityContext> source;

  IssuerKeys(URI address, Duration refreshInterval) {
    int patience = Math.toIntExact(PATIENCE.toMillis());
    try {
      this.source =
          JWKSourceBuilder.<SecurityContext>create(
                  address.toURL(),
                  new DefaultResourceRetriever(patience, patience, LARGEST_ANSWER_BYTES))
              .cache(KEPT.toMillis(), 2 * PATIENCE.toMillis())
              .rateLimited(refreshInterval.toMillis())
              .outageTolerant(OUTAGE.toMillis(), event -> stale(address, event))
              .build();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(
          "pilothouse.security.jwk-set-uri is no address: " + address, e);
    }
  }

  private static void stale(
      URI address, Event<OutageTolerantJWKSetSource<SecurityContext>, SecurityContext> event) {
    var cause =
        event instanceof OutageTolerantJWKSetSource.OutageEvent<SecurityContext> outage
            ? outage.getException().toString()
            : event.toString();
    LOG.warn("keys={} stale keys in use cause=\"{}\"", address, cause);
  }

  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    try {
      return source.get(selector, context);
    } catch (RateLimitReachedException e) {
      return List.of(); // The key is not among those known, and the issuer was asked just now.
    }
  }
}
