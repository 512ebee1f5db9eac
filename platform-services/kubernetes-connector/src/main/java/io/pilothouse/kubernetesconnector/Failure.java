package io.pilothouse.kubernetesconnector;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * What went wrong in a call to an API server, told apart by what a person can do about it.
 *
 * @param kind what it was
 * @param sentence what happened and what to do
 */
record Failure(Kind kind, Sentence sentence) {
  /** Kinds of failure. */
  enum Kind {
    /** No connection came about: nothing was asked. */
    NOT_CONNECTED,
    /** A connection was there and broke, or no answer came in time. */
    NO_ANSWER,
    /** The server did not accept who asks. */
    SIGN_IN,
    /** The server does not allow it. */
    FORBIDDEN,
    /** There is no such thing. */
    NOT_FOUND,
    /** The thing changed meanwhile. */
    CONFLICT,
    /** The server asks to wait. */
    BUSY,
    /** The server refused for another reason. */
    REFUSED,
    /** The server failed inside. */
    SERVER_ERROR
  }

  /**
   * @param server the API server's address, for the sentence
   */
  static Failure of(Throwable failure, String server) {
    Optional<KubernetesClientException> answered =
        cause(failure, KubernetesClientException.class).filter(e -> e.getCode() > 0);
    if (answered.isPresent()) {
      return answered(answered.get(), server);
    }
    Optional<UnknownHostException> host = cause(failure, UnknownHostException.class);
    if (host.isPresent()) {
      return new Failure(Kind.NOT_CONNECTED, Sentence.of("kubernetes.unknown-host", server));
    }
    if (cause(failure, ConnectException.class).isPresent()) {
      return new Failure(Kind.NOT_CONNECTED, Sentence.of("kubernetes.no-connection", server));
    }
    Optional<SSLException> tls = cause(failure, SSLException.class);
    if (tls.isPresent()) {
      return new Failure(
          Kind.NOT_CONNECTED,
          Sentence.of("kubernetes.untrusted", server, String.valueOf(tls.get().getMessage())));
    }
    if (cause(failure, TimeoutException.class).isPresent()) {
      return new Failure(Kind.NO_ANSWER, Sentence.of("kubernetes.late", server));
    }
    return new Failure(Kind.NO_ANSWER, Sentence.of("kubernetes.broke", server, innermost(failure)));
  }

  private static Failure answered(KubernetesClientException e, String server) {
    Object said = said(e);
    return switch (e.getCode()) {
      case 401 -> new Failure(Kind.SIGN_IN, Sentence.of("kubernetes.sign-in", server));
      case 403 -> new Failure(Kind.FORBIDDEN, Sentence.of("kubernetes.forbidden", said));
      case 404 -> new Failure(Kind.NOT_FOUND, Sentence.of("kubernetes.not-found", said));
      case 409 -> new Failure(Kind.CONFLICT, Sentence.of("kubernetes.conflict", said));
      case 429 -> new Failure(Kind.BUSY, Sentence.of("kubernetes.busy", server));
      default ->
          e.getCode() >= 500
              ? new Failure(
                  Kind.SERVER_ERROR,
                  Sentence.of("kubernetes.server-error", server, e.getCode(), said))
              : new Failure(Kind.REFUSED, Sentence.of("kubernetes.refused", e.getCode(), said));
    };
  }

  /** The server's own words, without the client's. */
  private static Object said(KubernetesClientException e) {
    return Optional.ofNullable(e.getStatus())
        .flatMap(s -> PlatformText.text(s.getMessage()))
        .or(() -> PlatformText.text(e.getMessage()))
        .<Object>map(m -> m.lines().findFirst().orElse(m).replaceFirst("\\.\\s*$", ""))
        .orElseGet(() -> Sentence.of("kubernetes.no-reason"));
  }

  private static String innermost(Throwable failure) {
    Throwable t = failure;
    for (int i = 0; i < 20 && t.getCause() != null; i++) {
      t = t.getCause();
    }
    return PlatformText.text(t.getMessage())
        .map(m -> m.lines().findFirst().orElse(m))
        .orElse(t.getClass().getSimpleName());
  }

  private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
    Throwable t = failure;
    for (int i = 0; i < 20 && t != null; i++) {
      if (type.isInstance(t)) {
        return Optional.of(type.cast(t));
      }
      t = t.getCause();
    }
    return Optional.empty();
  }
}
