package io.pilothouse.azureconnector;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.management.exception.ManagementException;
import com.azure.identity.CredentialUnavailableException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import io.pilothouse.operations.port.ControlException;
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
  static ControlException told(String what, boolean effect, Throwable failure) {
    if (cause(failure, CallNotPermittedException.class).isPresent()) {
      return new ControlException.Unreachable(
          "Azure failed too often just now and is left alone for some seconds; "
              + what
              + " was not asked for. It is tried again by itself.",
          failure);
    }
    if (cause(failure, RequestNotPermitted.class).isPresent()) {
      return new ControlException.Unreachable(
          "Too many calls to Azure wait for their turn; " + what + " was not asked for. Try again.",
          failure);
    }
    return response(failure).isPresent()
        ? answered(what, effect, failure)
        : unanswered(what, effect, failure);
  }

  private static ControlException answered(String what, boolean effect, Throwable failure) {
    int status = status(failure);
    String words = words(failure);
    return switch (status) {
      case 401 ->
          new ControlException.Rejected(
              "Azure does not accept the sign-in for "
                  + what
                  + " ("
                  + words
                  + "). Sign in again with \"az login\" or renew the token file.",
              failure);
      case 403 -> new ControlException.Rejected(forbidden(what, words), failure);
      case 404 ->
          new ControlException.Rejected(
              "Azure does not know " + what + ": " + words + " Check the name and the group.",
              failure);
      case 409 ->
          new ControlException.Rejected(
              "Azure refuses " + what + " in the present state: " + words, failure);
      case 429 ->
          new ControlException.Unreachable(
              "Azure limits the rate of calls and did not take "
                  + what
                  + ". It is taken again within a minute; close other tools on this subscription.",
              failure);
      case 503 ->
          new ControlException.Unreachable(
              "Azure is not available for " + what + " at the moment (" + words + ").", failure);
      default ->
          status >= 500 && effect
              ? new ControlException.OutcomeUnknown(
                  "Azure broke while it was asked for "
                      + what
                      + " ("
                      + status
                      + " "
                      + words
                      + "): it may or may not have been done. Observe before asking again.",
                  failure)
              : status >= 500
                  ? new ControlException.Unreachable(
                      "Azure broke when asked for " + what + " (" + status + " " + words + ").",
                      failure)
                  : new ControlException.Rejected("Azure refuses " + what + ": " + words, failure);
    };
  }

  private static ControlException unanswered(String what, boolean effect, Throwable failure) {
    if (cause(failure, CredentialUnavailableException.class).isPresent()
        || cause(failure, ClientAuthenticationException.class).isPresent()) {
      return new ControlException.Rejected(
          "There is no sign-in to Azure: "
              + firstLine(innermost(failure))
              + ". Sign in with \"az login\" or name a token file.",
          failure);
    }
    boolean neverSent =
        cause(failure, ConnectException.class).isPresent()
            || cause(failure, UnknownHostException.class).isPresent()
            || cause(failure, UnresolvedAddressException.class).isPresent()
            || cause(failure, HttpConnectTimeoutException.class).isPresent();
    if (effect && !neverSent) {
      return new ControlException.OutcomeUnknown(
          "Azure was asked for "
              + what
              + " and no answer came: it may or may not have been done. Observe before asking again.",
          failure);
    }
    return new ControlException.Unreachable(
        "Azure cannot be reached for %s: %s. Check the network and its proxy."
            .formatted(what, broken(failure)),
        failure);
  }

  /** How a connection failed, in words for a person. */
  private static String broken(Throwable failure) {
    if (cause(failure, UnknownHostException.class).isPresent()
        || cause(failure, UnresolvedAddressException.class).isPresent()) {
      return "its host name is not known here";
    }
    if (cause(failure, TimeoutException.class).isPresent()
        || cause(failure, HttpTimeoutException.class).isPresent()) {
      return "no answer came in time";
    }
    if (cause(failure, ConnectException.class).isPresent()) {
      return "nothing takes the connection";
    }
    return cause(failure, IOException.class).isPresent()
        ? "the connection was cut"
        : firstLine(innermost(failure));
  }

  private static String forbidden(String what, String words) {
    Matcher missing = MISSING_PERMISSION.matcher(words);
    return missing.find()
        ? "You may not have Azure do this: the permission %s is missing on %s. Ask for a role that has it."
            .formatted(missing.group(1), missing.group(2))
        : "Azure forbids " + what + ": " + words;
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
