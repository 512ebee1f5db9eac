package io.pilothouse.serviceruntime.trace;

import java.util.Optional;
import org.slf4j.MDC;

/**
 * The trace that the current thread works for; while it is set, every line that is logged carries
 * {@code traceId}, {@code spanId} and {@code requestId}.
 */
public final class CurrentTrace {

  private static final ThreadLocal<TraceContext> CURRENT = new ThreadLocal<>();

  private CurrentTrace() {}

  public static Optional<TraceContext> get() {
    return Optional.ofNullable(CURRENT.get());
  }

  /** Works for a trace until the scope is closed, on the same thread. */
  public static Scope set(TraceContext context) {
    var before = get();
    put(context);
    return () -> before.ifPresentOrElse(CurrentTrace::put, CurrentTrace::clear);
  }

  private static void put(TraceContext context) {
    CURRENT.set(context);
    MDC.put("traceId", context.traceId());
    MDC.put("spanId", context.spanId());
    MDC.put("requestId", context.requestId());
  }

  private static void clear() {
    CURRENT.remove();
    MDC.remove("traceId");
    MDC.remove("spanId");
    MDC.remove("requestId");
  }

  /** Ends the work for a trace. */
  public interface Scope extends AutoCloseable {
    @Override
    void close();
  }
}
