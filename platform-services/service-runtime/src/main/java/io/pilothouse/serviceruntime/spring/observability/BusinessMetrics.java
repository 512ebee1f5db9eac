package io.pilothouse.serviceruntime.spring.observability;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.pilothouse.serviceruntime.spring.ServiceIdentity;
import java.util.regex.Pattern;

/**
 * What a service counts of its business, such as itineraries made, as counters whose names begin
 * with {@code business_}. Safe for concurrent use.
 */
public final class BusinessMetrics {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,99}");

  private final MeterRegistry registry;
  private final Tags own;

  BusinessMetrics(MeterRegistry registry, ServiceIdentity identity) {
    this.registry = registry;
    this.own = Tags.of("service", identity.component(), "system", identity.system());
  }

  /**
   * Counts one event.
   *
   * @param event lower-case words with underscores; {@code itineraries_made} becomes {@code
   *     business_itineraries_made}
   * @param labels names and values in turn, of a few values each: never an id
   */
  public void count(String event, String... labels) {
    count(event, 1, labels);
  }

  /** Counts an amount, such as money in its smallest unit. */
  public void count(String event, double amount, String... labels) {
    if (!NAME.matcher(event).matches()) {
      throw new IllegalArgumentException(
          "a business event is named in lower case with underscores, got '" + event + "'");
    }
    Counter.builder("business_" + event).tags(own.and(labels)).register(registry).increment(amount);
  }
}
