package io.pilothouse.localtwin.served;

import io.pilothouse.blueprints.service.ResourceName;
import io.pilothouse.blueprints.service.ServiceIntent;
import io.pilothouse.localtwin.LocalTwin;
import io.pilothouse.localtwin.load.SimulatedService;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes that run as instances of a twin's services, each under a lease: one that was not
 * heard of for {@link #LEASE} is taken for dead, and its pod goes on without it. Safe for any
 * thread.
 */
public final class ServedInstances implements AutoCloseable {
  /** The same as a fault's. */
  public static final Duration LEASE = Duration.ofSeconds(15);

  /** The service whose tokens the others take. */
  public static final String ISSUER = "auth-service";

  private static final Logger LOG = LoggerFactory.getLogger(ServedInstances.class);
  private static final Duration SCRAPE_EVERY = Duration.ofSeconds(2);

  private final LocalTwin twin;
  private final InstantSource clock;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final ScheduledExecutorService scrapes =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("served-scrapes").factory());

  /** By holder. Guarded by this. */
  private final Map<String, Attached> attached = new HashMap<>();

  /**
   * @param pod the one that it stands for; empty for what is no domain service of the blueprint
   */
  private record Attached(
      ServedInstance instance,
      Optional<HttpPod> pod,
      Optional<VisitorTokens> tokens,
      Instant heard) {
    Attached heardAt(Instant now) {
      return new Attached(instance, pod, tokens, now);
    }
  }

  /** Begins to scrape what will be attached. */
  public ServedInstances(LocalTwin twin, InstantSource clock) {
    this.twin = twin;
    this.clock = clock;
    var _ =
        scrapes.scheduleWithFixedDelay(
            this::scrape, SCRAPE_EVERY.toMillis(), SCRAPE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * What a process of a service connects with, as {@code pilothouse.*} properties. They hold
   * passwords.
   *
   * @throws IllegalArgumentException if the system has no such service and could not have
   */
  public Map<String, String> wiring(String service) {
    var properties = new HashMap<>(twin.wiring(service));
    Optional<ServedInstance> issuer = instanceOf(ISSUER);
    if (issuer.isPresent() && !service.equals(ISSUER)) {
      properties.put("pilothouse.security.issuer", issuer.get().url());
    } else if (issuer.isEmpty()) {
      properties.put("pilothouse.security.unprotected", "true");
    }
    intent(service).stream()
        .flatMap(intent -> intent.downstream().stream())
        .forEach(called ->
            instanceOf(called.id())
                .ifPresent(instance ->
                    properties.put(
                        "pilothouse.service.downstream." + called.id() + ".url", instance.url())));
    return Map.copyOf(properties);
  }

  /**
   * Takes a process for an instance of its service.
   *
   * @throws IllegalStateException if another process is one already
   */
  public synchronized void attach(ServedInstance instance) {
    if (instanceOf(instance.service()).isPresent()) {
      throw new IllegalStateException(
          "a process runs as " + instance.service() + " already; end that one first");
    }
    Optional<HttpPod> pod = intent(instance.service()).map(intent -> pod(instance, intent));
    Optional<SimulatedService> simulated = simulated(instance.service());
    pod.ifPresent(p -> simulated.ifPresent(service -> service.attach(p)));
    attached.put(
        instance.holder(),
        new Attached(
            instance,
            pod,
            instance.visitor().map(v -> new VisitorTokens(instance, v, http, clock)),
            clock.instant()));
    LOG.info("service={} url={} attached", instance.service(), instance.url());
  }

  /** Says that a holder is still there. */
  public synchronized void renew(String holder) {
    attached.computeIfPresent(holder, (same, a) -> a.heardAt(clock.instant()));
  }

  /** Lets the pod of a holder's process go on without it. */
  public synchronized void detach(String holder) {
    Optional.ofNullable(attached.remove(holder))
        .ifPresent(gone -> {
          gone.pod()
              .ifPresent(pod -> simulated(gone.instance().service()).ifPresent(s -> s.detach(pod)));
          LOG.info("service={} detached", gone.instance().service());
        });
  }

  /** Detaches those whose lease ended. */
  public synchronized void expire() {
    Instant limit = clock.instant().minus(LEASE);
    attached.entrySet().stream()
        .filter(a -> a.getValue().heard().isBefore(limit))
        .map(Map.Entry::getKey)
        .toList()
        .forEach(this::detach);
  }

  public synchronized List<ServedInstance> list() {
    return attached.values().stream().map(Attached::instance).toList();
  }

  @Override
  public void close() {
    scrapes.shutdownNow();
    synchronized (this) {
      List.copyOf(attached.keySet()).forEach(this::detach);
    }
    http.shutdownNow();
  }

  private HttpPod pod(ServedInstance instance, ServiceIntent intent) {
    return new HttpPod(
        instance,
        URI.create(instance.url() + "/api/v1/" + ResourceName.plural(intent.service())),
        intent.externals().stream().map(called -> called.system().id()).toList(),
        instanceOf(ISSUER).isPresent() ? () -> tokens().isPresent() : () -> true,
        this::token,
        http);
  }

  private Optional<String> token() {
    return tokens().map(VisitorTokens::current);
  }

  private synchronized Optional<VisitorTokens> tokens() {
    return attached.values().stream().flatMap(a -> a.tokens().stream()).findFirst();
  }

  /** What the blueprint says of it; empty for the auth-service, whose resources are its own. */
  private Optional<ServiceIntent> intent(String service) {
    return service.equals(ISSUER) ? Optional.empty() : ServiceIntent.of(twin.blueprint(), service);
  }

  private Optional<SimulatedService> simulated(String service) {
    return twin.services().flatMap(load -> load.service(service));
  }

  private synchronized Optional<ServedInstance> instanceOf(String service) {
    return attached.values().stream()
        .map(Attached::instance)
        .filter(instance -> instance.service().equals(service))
        .findFirst();
  }

  private void scrape() {
    List<HttpPod> pods = new ArrayList<>();
    synchronized (this) {
      attached.values().forEach(a -> a.pod().ifPresent(pods::add));
    }
    try {
      pods.forEach(HttpPod::scrape);
    } catch (RuntimeException e) {
      LOG.warn("figures of served processes are missing: {}", e.toString());
    }
  }
}
