package io.pilothouse.apigateway.route;

import io.pilothouse.apigateway.edge.RefusedBodyException;
import io.pilothouse.serviceruntime.spring.problem.Problem;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.impl.classic.RequestFailedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.springframework.http.HttpStatus;

/**
 * Why a service gave no answer that could be begun.
 *
 * <p>Pure: what happened in, what follows out.
 */
enum UpstreamFailure {
  /** No connection to it is free: it has as many requests as it may. */
  BUSY(
      HttpStatus.SERVICE_UNAVAILABLE, "service-busy", "The service has all the requests it takes."),
  /** It was not reached: nothing was sent. */
  NOT_REACHED(HttpStatus.BAD_GATEWAY, "service-unreachable", "The service cannot be reached."),
  /** It closed a connection that had been idle, without a word. */
  HUNG_UP(HttpStatus.BAD_GATEWAY, "service-hung-up", "The service closed the connection."),
  /** It did not begin an answer in time. */
  TOO_SLOW(HttpStatus.GATEWAY_TIMEOUT, "service-too-slow", "The service did not answer in time."),
  /** It said something that is no answer. */
  BROKEN(HttpStatus.BAD_GATEWAY, "service-broken", "The service gave no whole answer."),
  /** The client's own body failed; the service is not to blame. */
  CLIENT(HttpStatus.BAD_REQUEST, "body-broken", "The body did not come whole.");

  private final HttpStatus status;
  private final String kind;
  private final String detail;

  UpstreamFailure(HttpStatus status, String kind, String detail) {
    this.status = status;
    this.kind = kind;
    this.detail = detail;
  }

  /** What the client is told. */
  Problem problem() {
    return new Problem(status, kind, detail);
  }

  /** Whether the service's breaker counts it. */
  boolean countsAgainstService() {
    return this != BUSY && this != CLIENT;
  }

  /** Whether the same request may be sent again, given that repeating it does no harm. */
  boolean leavesRequestUnhandled() {
    return this == NOT_REACHED || this == HUNG_UP;
  }

  static UpstreamFailure of(IOException failure) {
    return switch (failure) {
      case RefusedBodyException _ -> CLIENT;
      case ClientBodyException _ -> CLIENT;
      case ConnectionRequestTimeoutException _ -> BUSY;
      case RequestFailedException _ -> BUSY; // While it waited for a connection.
      case ConnectTimeoutException _ -> NOT_REACHED;
      case ConnectException _ -> NOT_REACHED;
      case UnknownHostException _ -> NOT_REACHED;
      case NoRouteToHostException _ -> NOT_REACHED;
      case NoHttpResponseException _ -> HUNG_UP;
      case SocketTimeoutException _ -> TOO_SLOW;
      case InterruptedIOException _ -> TOO_SLOW;
      default -> BROKEN;
    };
  }
}
