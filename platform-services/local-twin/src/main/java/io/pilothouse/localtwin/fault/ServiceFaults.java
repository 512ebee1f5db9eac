package io.pilothouse.localtwin.fault;

import io.pilothouse.localtwin.LocalTwin;
import io.pilothouse.localtwin.ServiceLoad;
import io.pilothouse.localtwin.external.ExternalBehavior;
import io.pilothouse.localtwin.external.ExternalStandIn;
import io.pilothouse.localtwin.fault.Parameter.Type;
import io.pilothouse.localtwin.load.SimulatedService;
import io.pilothouse.sharedmodel.blueprint.Cache;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What can go wrong with the services at work, their visitors and the external systems that they
 * call.
 */
final class ServiceFaults {

  private static final double TENFOLD = 10;
  private static final Duration TOO_SLOW = Duration.ofSeconds(8);
  private static final double HALF = 0.5;

  static final List<Fault> ALL =
      List.of(
          new Fault(
              "traffic",
              "Visitors make a multiple of the requests that the time of the day means.",
              List.of(Parameter.optional("factor", Type.FACTOR)),
              ServiceFaults::traffic),
          new Fault(
              "external-slow",
              "An external system takes longer for each answer.",
              List.of(
                  Parameter.required("external", Type.EXTERNAL),
                  Parameter.optional("latency", Type.DURATION)),
              ServiceFaults::externalSlow),
          new Fault(
              "external-errors",
              "An external system answers a share of its requests with status 500.",
              List.of(
                  Parameter.required("external", Type.EXTERNAL),
                  Parameter.optional("share", Type.FACTOR)),
              ServiceFaults::externalErrors),
          new Fault(
              "external-dead",
              "An external system refuses connections, and open ones are cut.",
              List.of(Parameter.required("external", Type.EXTERNAL)),
              ServiceFaults::externalDead),
          new Fault(
              "cache-flush",
              "Redis and the local cache tiers of all pods are emptied at once, so that every read"
                  + " goes to the database first.",
              List.of(Parameter.required("cache", Type.CACHE)),
              ServiceFaults::cacheFlush),
          new Fault(
              "pool-leak",
              "Every connection of a service's pools is taken and not given back.",
              List.of(Parameter.required("service", Type.SERVICE)),
              ServiceFaults::poolLeak),
          new Fault(
              "secret-rotation",
              "The applications' passwords at a database server are changed and their sessions"
                  + " ended; running services are not told.",
              List.of(Parameter.required("server", Type.SERVER)),
              ServiceFaults::secretRotation),
          new Fault(
              "metrics-missing",
              "The resource and custom metrics of a service's pods are not answered.",
              List.of(Parameter.required("service", Type.SERVICE)),
              ServiceFaults::metricsMissing));

  private ServiceFaults() {}

  private static Mending traffic(LocalTwin twin, FaultArguments arguments) {
    var visitors = services(twin).generator();
    double before = visitors.multiplier();
    double factor = arguments.factor("factor", TENFOLD);
    visitors.multiplier(factor);
    return () -> {
      if (visitors.multiplier() == factor) {
        visitors.multiplier(before);
      }
      // Work for which the pods had no room in time; nobody does it any more.
      twin.blueprint()
          .messageBrokers()
          .forEach(broker -> twin.broker(broker.resourceName()).discardDeadLetters());
    };
  }

  private static Mending externalSlow(LocalTwin twin, FaultArguments arguments) {
    var latency = arguments.duration("latency", TOO_SLOW);
    return misbehaving(
        twin,
        arguments,
        now -> now.slow(latency),
        now -> now.slow(ExternalBehavior.SOUND.latency()));
  }

  private static Mending externalErrors(LocalTwin twin, FaultArguments arguments) {
    double share = arguments.factor("share", HALF);
    return misbehaving(
        twin,
        arguments,
        now -> now.wrong(share, ExternalBehavior.WrongAnswer.SERVER_ERROR),
        now -> now.wrong(0, ExternalBehavior.WrongAnswer.SERVER_ERROR));
  }

  private static Mending misbehaving(
      LocalTwin twin,
      FaultArguments arguments,
      UnaryOperator<ExternalBehavior> change,
      UnaryOperator<ExternalBehavior> undo) {
    var system = external(twin, arguments);
    system.behave(change.apply(system.behavior()));
    return () -> system.behave(undo.apply(system.behavior()));
  }

  private static Mending externalDead(LocalTwin twin, FaultArguments arguments) {
    var system = external(twin, arguments);
    system.die();
    return system::revive;
  }

  /** Mended by a warm-up, as after a deployment. */
  private static Mending cacheFlush(LocalTwin twin, FaultArguments arguments) {
    String id = arguments.text("cache");
    var cache =
        twin.blueprint().caches().stream()
            .filter(declared -> declared.id().equals(id))
            .findFirst()
            .map(Cache::resourceName)
            .orElseThrow(() -> new IllegalArgumentException("there is no cache '" + id + "'"));
    var services = services(twin).services();
    CacheFlush.of(twin.redis(cache));
    services.forEach(SimulatedService::forgetLocal);
    return () -> services.forEach(SimulatedService::warm);
  }

  private static Mending poolLeak(LocalTwin twin, FaultArguments arguments) {
    var leak = service(twin, arguments).leakPool();
    return leak::close;
  }

  private static Mending secretRotation(LocalTwin twin, FaultArguments arguments) {
    String id = arguments.text("server");
    var server =
        twin.blueprint().databaseServers().stream()
            .filter(declared -> declared.id().equals(id))
            .findFirst()
            .map(DatabaseServer::resourceName)
            .orElseThrow(
                () -> new IllegalArgumentException("there is no database server '" + id + "'"));
    var services = services(twin);
    services.rotateSecrets(server);
    return () -> services.deliverSecrets(server);
  }

  private static Mending metricsMissing(LocalTwin twin, FaultArguments arguments) {
    var deployment = service(twin, arguments).deployment();
    var containers = services(twin).containers();
    containers.measure(deployment, false);
    return () -> containers.measure(deployment, true);
  }

  private static ServiceLoad services(LocalTwin twin) {
    return twin.services()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no service of " + twin.blueprint().system() + " is at work"));
  }

  private static SimulatedService service(LocalTwin twin, FaultArguments arguments) {
    String id = arguments.text("service");
    return services(twin)
        .service(id)
        .orElseThrow(() -> new IllegalArgumentException("there is no service '" + id + "'"));
  }

  private static ExternalStandIn external(LocalTwin twin, FaultArguments arguments) {
    String id = arguments.text("external");
    return services(twin)
        .externals()
        .system(id)
        .orElseThrow(
            () -> new IllegalArgumentException("there is no external system '" + id + "'"));
  }
}
