package io.pilothouse.authservice.session;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether a refresh token is taken. Tokens come in generations: the first use of a token of the
 * current generation begins the next. A token of the generation just before is taken for a short
 * grace, so that two tabs that refresh at once both go on; it gets another token of the current
 * generation and moves nothing. Any other token was used before by somebody: the session ends for
 * both of them, because nobody can tell the thief from the owner. Pure.
 *
 * @param grace how long the generation before is still taken
 */
public record RefreshRule(Duration grace) {

  /** What becomes of a refresh. */
  public enum Decision {
    NEXT_GENERATION,
    SAME_GENERATION,
    REUSED
  }

  /**
   * Decides about a token of a session that has neither ended nor been revoked.
   *
   * @param token the token's generation
   * @param current the session's
   * @param currentSince when that began
   */
  public Decision decide(int token, int current, Instant currentSince, Instant now) {
    if (token == current) {
      return Decision.NEXT_GENERATION;
    }
    return token == current - 1 && now.isBefore(currentSince.plus(grace))
        ? Decision.SAME_GENERATION
        : Decision.REUSED;
  }
}
