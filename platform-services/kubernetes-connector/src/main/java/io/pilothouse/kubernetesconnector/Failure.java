package io.pilothouse.kubernetesconnector;

import io.fabric8.kubernetes.client.KubernetesClientException;
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
record Failure(Kind kind, String sentence) {
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
      return new Failure(
          Kind.NOT_CONNECTED,
          "The name of the API server " + server + " is not known; check the network or the VPN.");
    }
    if (cause(failure, ConnectException.class).isPresent()) {
      return new Failure(
          Kind.NOT_CONNECTED,
          "The API server "
              + server
              + " refuses connections or cannot be reached; check that the cluster runs and that"
              + " the network leads there.");
    }
    Optional<SSLException> tls = cause(failure, SSLException.class);
    if (tls.isPresent()) {
      return new Failure(
          Kind.NOT_CONNECTED,
          "The API server "
              + server
              + " is not trusted ("
              + tls.get().getMessage()
              + "); check certificate-authority-data of the kubeconfig.");
    }
    if (cause(failure, TimeoutException.class).isPresent()) {
      return new Failure(Kind.NO_ANSWER, "The API server " + server + " does not answer in time.");
    }
    return new Failure(
        Kind.NO_ANSWER,
        "The connection to the API server " + server + " broke (" + innermost(failure) + ").");
  }

  private static Failure answered(KubernetesClientException e, String server) {
    String said = said(e);
    return switch (e.getCode()) {
      case 401 ->
          new Failure(
              Kind.SIGN_IN,
              "The API server "
                  + server
                  + " does not accept the sign-in (401): it has expired or is wrong; sign in again.");
      case 403 -> new Failure(Kind.FORBIDDEN, "Not allowed: " + said + ".");
      case 404 -> new Failure(Kind.NOT_FOUND, "Not found: " + said + ".");
      case 409 -> new Failure(Kind.CONFLICT, "Changed meanwhile: " + said + ".");
      case 429 -> new Failure(Kind.BUSY, "The API server " + server + " asks to wait (429).");
      default ->
          e.getCode() >= 500
              ? new Failure(
                  Kind.SERVER_ERROR,
                  "The API server " + server + " fails inside (" + e.getCode() + "): " + said + ".")
              : new Failure(Kind.REFUSED, "Refused (" + e.getCode() + "): " + said + ".");
    };
  }

  /** The server's own words, without the client's. */
  private static String said(KubernetesClientException e) {
    return Optional.ofNullable(e.getStatus())
        .flatMap(s -> PlatformText.text(s.getMessage()))
        .or(() -> PlatformText.text(e.getMessage()))
        .map(m -> m.lines().findFirst().orElse(m).replaceFirst("\\.\\s*$", ""))
        .orElse("no reason given");
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
