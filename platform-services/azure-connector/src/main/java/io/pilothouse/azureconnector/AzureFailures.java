package io.pilothouse.azureconnector;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.management.exception.ManagementException;
import com.azure.identity.CredentialUnavailableException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import io.pilothouse.operations.port.ControlException;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a failed call means, and the sentence that says so to a person. Pure. */
final class AzureFailures {
  private static final Pattern MISSING_PERMISSION =
      Pattern.compile("to perform action '([^']+)' over scope '([^']+)'");
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private AzureFailures() {}

  /** Whether the failure is one of reaching Azure or of Azure itself, not of what was asked. */
  static boolean isAzuresFault(Throwable failure) {
    return response(failure).isPresent()
        ? status(failure) >= 500 || status(failure) == 429
        : cause(failure, IOException.class).isPresent()
            || cause(failure, TimeoutException.class).isPresent();
  }

  /** Whether the same read may well be answered a moment later. */
  static boolean isWorthAnotherTry(Throwable failure) {
    return isAzuresFault(failure) && status(failure) != 501;
  }

  /** How long Azure asks to wait, if it does and it is not too long to wait for. */
  static Optional<Duration> retryAfter(Throwable failure) {
    return response(failure)
        .flatMap(
            e -> Optional.ofNullable(e.getResponse().getHeaderValue(HttpHeaderName.RETRY_AFTER)))
        .filter(v -> v.matches("\\d{1,4}"))
        .map(v -> Duration.ofSeconds(Long.parseLong(v)))
        .filter(d -> d.compareTo(LONGEST_WAIT) <= 0);
  }

  /** Whether the call was not made at all, because of what became of those before it. */
  static boolean isHeldBack(Throwable failure) {
    return cause(failure, CallNotPermittedException.class).isPresent()
        || cause(failure, RequestNotPermitted.class).isPresent();
  }

  /** HTTP status; 0 if there was no answer. */
  static int status(Throwable failure) {
    return response(failure).map(e -> e.getResponse().getStatusCode()).orElse(0);
  }

  static Optional<HttpResponseException> response(Throwable failure) {
    return cause(failure, HttpResponseException.class).filter(e -> e.getResponse() != null);
  }

  /** The failure as the port's exception. @param effect whether the call changes something */
  static ControlException told(Sentence what, boolean effect, Throwable failure) {
    if (cause(failure, CallNotPermittedException.class).isPresent()) {
      return new ControlException.Unreachable(Sentence.of("azure.left-alone", what), failure);
    }
    if (cause(failure, RequestNotPermitted.class).isPresent()) {
      return new ControlException.Unreachable(Sentence.of("azure.too-many", what), failure);
    }
    return response(failure).isPresent()
        ? answered(what, effect, failure)
        : unanswered(what, effect, failure);
  }

  private static ControlException answered(Sentence what, boolean effect, Throwable failure) {
    int status = status(failure);
    String words = words(failure);
    return switch (status) {
      case 401 -> new ControlException.Rejected(Sentence.of("azure.sign-in", what, words), failure);
      case 403 -> new ControlException.Rejected(forbidden(what, words), failure);
      case 404 ->
          new ControlException.Rejected(Sentence.of("azure.not-found", what, words), failure);
      case 409 ->
          new ControlException.Rejected(Sentence.of("azure.conflict", what, words), failure);
      case 429 -> new ControlException.Unreachable(Sentence.of("azure.throttled", what), failure);
      case 503 ->
          new ControlException.Unreachable(Sentence.of("azure.unavailable", what, words), failure);
      default ->
          status >= 500 && effect
              ? new ControlException.OutcomeUnknown(
                  Sentence.of("azure.broke.effect", what, status, words), failure)
              : status >= 500
                  ? new ControlException.Unreachable(
                      Sentence.of("azure.broke", what, status, words), failure)
                  : new ControlException.Rejected(
                      Sentence.of("azure.refused", what, words), failure);
    };
  }

  private static ControlException unanswered(Sentence what, boolean effect, Throwable failure) {
    if (cause(failure, CredentialUnavailableException.class).isPresent()
        || cause(failure, ClientAuthenticationException.class).isPresent()) {
      return new ControlException.Rejected(
          Sentence.of("azure.no-sign-in", firstLine(innermost(failure))), failure);
    }
    boolean neverSent =
        cause(failure, ConnectException.class).isPresent()
            || cause(failure, UnknownHostException.class).isPresent()
            || cause(failure, UnresolvedAddressException.class).isPresent()
            || cause(failure, HttpConnectTimeoutException.class).isPresent();
    if (effect && !neverSent) {
      return new ControlException.OutcomeUnknown(Sentence.of("azure.unanswered", what), failure);
    }
    return new ControlException.Unreachable(
        Sentence.of("azure.unreachable", what, broken(failure)), failure);
  }

  /** How a connection failed, in words for a person. */
  private static Sentence broken(Throwable failure) {
    if (cause(failure, UnknownHostException.class).isPresent()
        || cause(failure, UnresolvedAddressException.class).isPresent()) {
      return Sentence.of("azure.broken.host");
    }
    if (cause(failure, TimeoutException.class).isPresent()
        || cause(failure, HttpTimeoutException.class).isPresent()) {
      return Sentence.of("azure.broken.late");
    }
    if (cause(failure, ConnectException.class).isPresent()) {
      return Sentence.of("azure.broken.refused");
    }
    return cause(failure, IOException.class).isPresent()
        ? Sentence.of("azure.broken.cut")
        : Sentence.of("azure.broken.other", firstLine(innermost(failure)));
  }

  private static Sentence forbidden(Sentence what, String words) {
    Matcher missing = MISSING_PERMISSION.matcher(words);
    return missing.find()
        ? Sentence.of("azure.permission", missing.group(1), missing.group(2))
        : Sentence.of("azure.forbidden", what, words);
  }

  /** The platform's own words, without the body that the SDK appends. */
  static String words(Throwable failure) {
    Optional<ManagementException> management =
        cause(failure, ManagementException.class).filter(e -> e.getValue() != null);
    if (management.isPresent()) {
      var error = management.get().getValue();
      return Optional.ofNullable(error.getMessage())
          .or(() -> Optional.ofNullable(error.getCode()))
          .orElse("no reason given");
    }
    return response(failure)
        .flatMap(e -> Optional.ofNullable(e.getMessage()))
        .filter(m -> m.contains("{"))
        .flatMap(m -> OperationError.words(m.substring(m.indexOf('{'), m.lastIndexOf('}') + 1)))
        .orElseGet(() -> firstLine(innermost(failure)));
  }

  static <E extends Throwable> Optional<E> cause(Throwable failure, Class<E> type) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return Optional.of(type.cast(t));
      }
    }
    return Optional.empty();
  }

  private static Throwable innermost(Throwable failure) {
    Throwable t = failure;
    while (true) {
      Throwable cause = t.getCause();
      if (cause == null) {
        return t;
      }
      t = cause;
    }
  }

  private static String firstLine(Throwable failure) {
    return Optional.ofNullable(failure.getMessage())
        .flatMap(m -> m.lines().findFirst())
        .filter(m -> !m.isBlank())
        .orElse(failure.getClass().getSimpleName());
  }
}
