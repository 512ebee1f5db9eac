package io.pilothouse.serviceruntime.spring.observability;

import io.pilothouse.serviceruntime.metrics.RequestFigures;
import io.pilothouse.serviceruntime.metrics.RequestGate;
import io.pilothouse.serviceruntime.trace.CurrentTrace;
import io.pilothouse.serviceruntime.trace.TraceContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The outermost filter: gives each request its trace and request id, lets it in when it is its
 * turn, and counts how it ended. An answer of 500 or more is a failure of the service; what the
 * caller asked for wrongly is not.
 */
final class RequestFilter extends OncePerRequestFilter {

  private static final int FIRST_FAILURE = 500;

  private final RequestFigures figures;
  private final RequestGate gate;

  RequestFilter(RequestFigures figures, RequestGate gate) {
    this.figures = figures;
    this.gate = gate;
  }

  /**
   * Probes and scrapes are not the service's work; on the management port they do not come here.
   */
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getRequestURI().startsWith(request.getContextPath() + "/actuator");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var trace =
        TraceContext.entering(
            Optional.ofNullable(request.getHeader(TraceContext.TRACE_HEADER)),
            // What a filter before this one has given the request counts before what the caller
            // says.
            Optional.ofNullable(response.getHeader(TraceContext.REQUEST_HEADER))
                .or(() -> Optional.ofNullable(request.getHeader(TraceContext.REQUEST_HEADER))));
    response.setHeader(TraceContext.REQUEST_HEADER, trace.requestId());
    figures.taken();
    long began = System.nanoTime();
    boolean inside = gate.enter();
    var end = new End(began, inside);
    if (!inside) {
      response.setHeader("Retry-After", "1");
      response.sendError(
          HttpServletResponse.SC_SERVICE_UNAVAILABLE, "as many requests wait as may");
      end.with(response, true);
      return;
    }
    boolean threw = true;
    try (var scope = CurrentTrace.set(trace)) {
      chain.doFilter(request, response);
      threw = false;
    } finally {
      if (!threw && request.isAsyncStarted()) {
        request.getAsyncContext().addListener(end.later(response));
      } else {
        end.with(response, threw);
      }
    }
  }

  /** Ends a request once, when it is over. */
  private final class End {
    private final long began;
    private final boolean inside;
    private final AtomicBoolean ended = new AtomicBoolean();

    End(long began, boolean inside) {
      this.began = began;
      this.inside = inside;
    }

    void with(HttpServletResponse response, boolean failed) {
      if (ended.compareAndSet(false, true)) {
        if (inside) {
          gate.leave();
        }
        figures.ended(
            Duration.ofNanos(System.nanoTime() - began),
            !failed && response.getStatus() < FIRST_FAILURE);
      }
    }

    AsyncListener later(HttpServletResponse response) {
      return new AsyncListener() {
        @Override
        public void onComplete(AsyncEvent event) {
          with(response, false);
        }

        @Override
        public void onTimeout(AsyncEvent event) {
          with(response, true);
        }

        @Override
        public void onError(AsyncEvent event) {
          with(response, true);
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
          event.getAsyncContext().addListener(this);
        }
      };
    }
  }
}
