package io.pilothouse.localtwin.load;

import io.pilothouse.blueprints.service.CallGraph;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.CacheStrategy;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The load on a whole system.
 *
 * @param curve how it moves over the day
 * @param zone where the day is
 * @param peakRequestsPerSecond all services together at the day's crest
 * @param services how it is spread
 */
public record LoadPlan(
    DayCurve curve, ZoneId zone, double peakRequestsPerSecond, List<ServicePlan> services) {

  /** Requests per second at the day's crest that a laptop carries without being noticed. */
  public static final double LAPTOP_PEAK = 120;

  private static final double FLOOR = 1.0 / 6;

  /** One request in a hundred changes what it names. */
  private static final double WRITE_SHARE = 0.01;

  /** What a pod uses of its processor request at the crest: below every target of the documents. */
  private static final double CREST_USE = 0.55;

  private static final double IDLE_MEMORY = 0.55;
  private static final long CONNECTION_BYTES = 512 * 1024;
  private static final Duration DEFAULT_TIME_TO_LIVE = Duration.ofMinutes(30);
  private static final int SMALLEST_WORKING_SET = 100;
  private static final int LARGEST_WORKING_SET = 2_000;

  /** Of its requests, the part for which a service calls one of those it depends on, for each. */
  private static final double CALLED_FOR = 0.3;

  private static final double MOST_CALLED_FOR = 0.9;

  /** Calls that lead on further than so many services are not followed in the costs. */
  private static final int LONGEST_CHAIN = 4;

  /** The part of reads that may miss only because values grow old, in the quietest hour. */
  private static final double MISSES_BY_AGE = 0.02;

  public LoadPlan {
    services = List.copyOf(services);
  }

  /**
   * Derives a load from a blueprint.
   *
   * <p>A document says what a pod may use, not what a request costs or how many there are. So: a
   * service takes requests in proportion to its pods divided by the processor that each asks for (a
   * cheap service is called often); a request costs what makes the designed number of pods use 55 %
   * of their processor request at the day's crest, with what other services pass on to it; three
   * requests in ten call out for each arrow of the document, nine at most; the working set is as
   * large as keeps misses by age below 2 % in the quietest hour.
   */
  public static LoadPlan of(Blueprint blueprint, double peakRequestsPerSecond) {
    double weights = blueprint.services().stream().mapToDouble(LoadPlan::weight).sum();
    var calls = new CallGraph(blueprint);
    var shares =
        blueprint.services().stream()
            .collect(Collectors.toMap(Service::id, service -> weight(service) / weights));
    var taken = taken(shares, calls);
    var services =
        blueprint.services().stream()
            .map(service ->
                plan(
                    blueprint.cacheStrategy(),
                    service,
                    calls,
                    shares.getOrDefault(service.id(), 0.0),
                    taken.getOrDefault(service.id(), 0.0) * peakRequestsPerSecond))
            .toList();
    return new LoadPlan(
        new DayCurve(FLOOR),
        ZoneId.of(blueprint.region().timeZone()),
        peakRequestsPerSecond,
        services);
  }

  /** The part of all requests that reaches each service, from visitors and from other services. */
  private static Map<String, Double> taken(Map<String, Double> shares, CallGraph calls) {
    var taken = new HashMap<>(shares);
    Map<String, Double> passing = shares;
    for (int step = 0; step < LONGEST_CHAIN; step++) {
      var passed = new HashMap<String, Double>();
      passing.forEach((service, share) -> {
        var targets = calls.services(service);
        targets.forEach(target ->
            passed.merge(target, share * calledFor(targets) / targets.size(), Double::sum));
      });
      passed.forEach((service, share) -> taken.merge(service, share, Double::sum));
      passing = passed;
    }
    return taken;
  }

  private static double calledFor(List<String> targets) {
    return Math.min(MOST_CALLED_FOR, CALLED_FOR * targets.size());
  }

  private static ServicePlan plan(
      Optional<CacheStrategy> strategy,
      Service service,
      CallGraph calls,
      double share,
      double rate) {
    var pattern = pattern(strategy, service);
    double seconds =
        pattern
            .map(CacheStrategy.Pattern::timeToLive)
            .or(() ->
                strategy.flatMap(CacheStrategy::distributed).map(CacheStrategy.Tier::timeToLive))
            .orElse(DEFAULT_TIME_TO_LIVE)
            .toSeconds();
    int workingSet =
        (int)
            Math.clamp(
                MISSES_BY_AGE * rate * FLOOR * seconds, SMALLEST_WORKING_SET, LARGEST_WORKING_SET);
    double requested = Amounts.cores(requests(service).cpu());
    var externals = calls.externals(service.id());
    var downstream = calls.services(service.id());
    return new ServicePlan(
        service.id(),
        service.deployment(),
        pattern.map(CacheStrategy.Pattern::name).orElse(firstWord(service) + "_data"),
        share,
        WRITE_SHARE,
        workingSet,
        CREST_USE * requested * service.replicas() / rate,
        Amounts.cores(service.limits().orElse(requests(service)).cpu()),
        externals,
        calledFor(externals),
        downstream,
        calledFor(downstream),
        (long) (IDLE_MEMORY * Amounts.bytes(requests(service).memory())),
        CONNECTION_BYTES);
  }

  /** The pattern that the blueprint gives the service, else the one that shares its first word. */
  private static Optional<CacheStrategy.Pattern> pattern(
      Optional<CacheStrategy> strategy, Service service) {
    var patterns = strategy.map(CacheStrategy::patterns).orElse(List.of());
    return patterns.stream()
        .filter(pattern -> service.cachePatterns().contains(pattern.name()))
        .findFirst()
        .or(() ->
            patterns.stream()
                .filter(pattern -> pattern.name().startsWith(firstWord(service) + "_"))
                .findFirst());
  }

  private static String firstWord(Service service) {
    return service.id().toLowerCase(Locale.ROOT).split("[-_ ]", 2)[0];
  }

  private static double weight(Service service) {
    return service.replicas() / Amounts.cores(requests(service).cpu());
  }

  /** What a pod of the service asks for; a small pod's share where the document does not say. */
  public static Service.Resources requests(Service service) {
    return service.requests().orElse(new Service.Resources("250m", "512Mi"));
  }
}
