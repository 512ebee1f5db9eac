package io.pilothouse.serviceruntime.spring.external;

import io.pilothouse.serviceruntime.external.CallPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code pilothouse.external.ID.*}: the systems of others that the service calls, by the
 * blueprint's ids.
 */
@ConfigurationProperties("pilothouse")
public record ExternalProperties(@DefaultValue Map<String, Target> external) {

  public ExternalProperties {
    external = Map.copyOf(external);
  }

  /**
   * One system.
   *
   * @param url where it is; a slash is added at its end
   * @param timeout an attempt that takes longer has failed; the documents' 5 s
   * @param failureRate share of failed attempts, 0 to 1, that opens the breaker; the documents' 5 %
   * @param openFor how long no call is made then; the documents' 10 s
   * @param retries how often a call that was refused or answered wrongly is made again, if it may
   *     be repeated
   * @param concurrentCalls calls under way at most
   */
  public record Target(
      URI url,
      @DefaultValue("5s") Duration timeout,
      @DefaultValue("0.05") double failureRate,
      @DefaultValue("10s") Duration openFor,
      @DefaultValue("1") int retries,
      @DefaultValue("25") int concurrentCalls) {

    URI address() {
      var text = url.toString();
      return text.endsWith("/") ? url : URI.create(text + "/");
    }

    CallPolicy policy() {
      var usual = CallPolicy.usual();
      return new CallPolicy(
          timeout,
          failureRate,
          usual.window(),
          usual.minimumCalls(),
          openFor,
          usual.probes(),
          1 + retries,
          usual.pause(),
          concurrentCalls);
    }
  }
}
