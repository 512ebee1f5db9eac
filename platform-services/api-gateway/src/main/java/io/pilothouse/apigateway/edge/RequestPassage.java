package io.pilothouse.apigateway.edge;

import io.pilothouse.apigateway.route.Route;
import io.pilothouse.serviceruntime.spring.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * What the gateway knows of one request on its way through: who sent it, what it is called, which
 * route took it, how it was refused. Used by the request's own thread alone.
 */
public final class RequestPassage {

  private static final String ATTRIBUTE = RequestPassage.class.getName();

  private final String requestId;
  private final TraceParent trace;
  private final ClientOrigin origin;
  private Optional<Route> route = Optional.empty();
  private Optional<String> refusal = Optional.empty();
  private Optional<String> subject = Optional.empty();
  private long upstreamNanos;
  private boolean broken;
  private boolean last;

  RequestPassage(String requestId, TraceParent trace, ClientOrigin origin) {
    this.requestId = requestId;
    this.trace = trace;
    this.origin = origin;
  }

  /** The one of a request that came through {@link EdgeFilter}, as every request does. */
  public static RequestPassage of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof RequestPassage passage) {
      return passage;
    }
    throw new IllegalStateException("a request came past the edge filter");
  }

  /** The one of a request, if it got as far as to have one. */
  public static Optional<RequestPassage> ifAny(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof RequestPassage passage
        ? Optional.of(passage)
        : Optional.empty();
  }

  void attach(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  public String requestId() {
    return requestId;
  }

  public TraceParent trace() {
    return trace;
  }

  public ClientOrigin origin() {
    return origin;
  }

  public Optional<Route> route() {
    return route;
  }

  /** A route has taken the request. */
  public void takenBy(Route taker) {
    route = Optional.of(taker);
  }

  /** Who the token says the caller is, once it was checked. */
  public Optional<String> subject() {
    return subject;
  }

  public void calledBy(String name) {
    subject = Optional.of(name);
  }

  /** Why the gateway answered by itself; empty when a service did. */
  public Optional<String> refusal() {
    return refusal;
  }

  /** Answers in the service's stead. */
  public void refuse(HttpServletRequest request, HttpServletResponse response, Problem problem)
      throws IOException {
    refusal = Optional.of(problem.kind());
    problem.write(request, response);
  }

  /** How long the service took to begin its answer; 0 when it was not asked. */
  public long upstreamNanos() {
    return upstreamNanos;
  }

  public void answeredAfter(long nanos) {
    upstreamNanos = nanos;
  }

  /**
   * Whether an answer that was begun could not be ended: its connection must be cut, lest half of
   * an answer look like a whole one.
   */
  public boolean broken() {
    return broken;
  }

  /** Whether the connection ends with this answer, whatever the client still sends. */
  public boolean last() {
    return last;
  }

  /** Nothing more is heard from this client on this connection. */
  public void endConnection() {
    last = true;
  }

  public void breakOff(String why) {
    broken = true;
    refusal = Optional.of(why);
  }
}
