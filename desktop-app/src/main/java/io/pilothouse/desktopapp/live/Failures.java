package io.pilothouse.desktopapp.live;

import io.pilothouse.desktopapp.launch.CannotOpenException;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.Session;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns failures of a session into the sentences that a person reads. */
public final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /** What a session said; of a failure that nobody foresaw, at least its kind. */
  public static Sentence sentence(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return switch (cause) {
      case Session.Unavailable unavailable -> unavailable.sentence();
      case Session.Refused refused -> refused.sentence();
      case CannotOpenException cannot -> cannot.sentence();
      default ->
          Sentence.verbatim(
              Optional.ofNullable(cause.getMessage())
                  .filter(m -> !m.isBlank())
                  .orElse(cause.getClass().getSimpleName()));
    };
  }

  /** Ends a chain of futures: a failure of showing an answer is a mistake of ours, and logged. */
  public static <T> @Nullable T logged(Throwable failure) {
    LOG.error("answer not shown", failure);
    return null;
  }
}
