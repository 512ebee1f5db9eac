package io.pilothouse.serviceruntime.messaging;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether a sender or consumer gets through to the broker.
 *
 * @param working whether the last that was tried succeeded
 * @param since when that began
 * @param lastFailure what the last failure said; stays after recovery, so that a person can see
 *     what it was
 */
public record MessagingHealth(boolean working, Instant since, Optional<String> lastFailure) {

  MessagingHealth afterSuccess(Instant now) {
    return working ? this : new MessagingHealth(true, now, lastFailure);
  }

  MessagingHealth afterFailure(String failure, Instant now) {
    return new MessagingHealth(false, working ? now : since, Optional.of(failure));
  }
}
