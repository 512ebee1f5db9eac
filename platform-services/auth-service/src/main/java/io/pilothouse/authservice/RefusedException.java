package io.pilothouse.authservice;

import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A request that is not done, with the reason that its sender may know. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Refusal refusal;
  private final transient List<Sentence> reasons;
  private final transient Optional<Duration> retryAfter;

  public RefusedException(Refusal refusal, Sentence... reasons) {
    this(refusal, List.of(reasons), Optional.empty());
  }

  public RefusedException(Refusal refusal, List<Sentence> reasons, Optional<Duration> retryAfter) {
    super(refusal.name() + " " + reasons);
    this.refusal = refusal;
    this.reasons = reasons;
    this.retryAfter = retryAfter;
  }

  /** What kind of refusal. */
  public Refusal refusal() {
    return refusal;
  }

  /** Why, for a person. */
  public List<Sentence> reasons() {
    return reasons;
  }

  /** When it is worth asking again. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
