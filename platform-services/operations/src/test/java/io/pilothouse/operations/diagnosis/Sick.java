package io.pilothouse.operations.diagnosis;

import io.pilothouse.operations.Sources;
import io.pilothouse.operations.health.ComponentHealth;
import io.pilothouse.operations.world.EstateBuilder;
import io.pilothouse.operations.world.Live;
import io.pilothouse.operations.world.TripGen;
import io.pilothouse.operations.world.With;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.ExternalSystem;
import io.pilothouse.sharedmodel.diagnosis.Cause;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.Pod;
import io.pilothouse.sharedmodel.estate.Resource;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.SourceId;
import io.pilothouse.sharedmodel.signal.Measurement;
import io.pilothouse.sharedmodel.signal.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A system in which something went wrong, in words; what it is found to be. */
final class Sick {
  final EstateBuilder world = EstateBuilder.allIsWell();
  private final WorkHistory work = new WorkHistory();
  private List<Cause> causes = List.of();
  private Blueprint blueprint =
      With.with(
          TripGen.system().blueprint(),
          "externalSystems",
          List.of(
              new ExternalSystem(
                  "openai",
                  "OpenAI",
                  Optional.empty(),
                  Optional.empty(),
                  List.of(
                      new ExternalSystem.CircuitBreaker(
                          "location-service",
                          Optional.of(Duration.ofSeconds(5)),
                          Optional.empty(),
                          Optional.empty(),
                          Optional.empty())),
                  Optional.empty())));

  Sick document(Blueprint document) {
    blueprint = document;
    return this;
  }

  Blueprint document() {
    return blueprint;
  }

  /** Every pod of a service reports a value. */
  Sick reports(String service, String metric, double value) {
    for (int i = 1; i <= 3; i++) {
      report(Live.pod(service, i, true).id(), metric, value);
    }
    return this;
  }

  Sick report(ResourceId pod, String metric, double value) {
    world.measured(Sources.KUBERNETES, new Measurement(pod, metric, value, Unit.NONE, world.now()));
    return this;
  }

  /** Reports it every ten seconds for a while. */
  Sick usually(String service, String metric, double value, Duration time) {
    for (long s = 0; s < time.toSeconds(); s += 10) {
      reports(service, metric, value);
      work.note(world.estate(), world.history());
      world.after(Duration.ofSeconds(10));
    }
    return this;
  }

  Sick but(Resource resource) {
    world.but(resource);
    return this;
  }

  Sick measured(ResourceId resource, String metric, double value) {
    world.measured(resource, metric, value);
    return this;
  }

  Sick cut(SourceId source) {
    world.cut(source);
    return this;
  }

  Sick after(Duration time) {
    world.after(time);
    return this;
  }

  /** A release whose rollout began a while ago: one old pod is left, two new ones are there. */
  Sick released(String service, Duration ago, boolean newReady, String... reason) {
    var revision = With.with(Live.revision(3, true), "createdAt", world.now().minus(ago));
    world.but(
        Live.deployment(
            service, 3, newReady ? 3 : 1, 3, List.of(Live.revision(2, false), revision)));
    Pod old = With.with(Live.pod(service, 1, true), "replicaSet", Optional.of("rs-2"));
    world.but(old);
    for (int i = 2; i <= 3; i++) {
      Pod pod =
          With.with(Live.pod(service, i, newReady, reason), "replicaSet", Optional.of("rs-3"));
      world.but(With.with(pod, "startedAt", Optional.of(world.now().minus(ago).plusSeconds(1))));
    }
    return this;
  }

  Deployment deployment(String service) {
    return (Deployment)
        world.snapshot().all(Deployment.class).stream()
            .filter(d -> d.name().equals(service))
            .findFirst()
            .orElseThrow();
  }

  /** What is found now; a second call knows the first. */
  List<Cause> causes() {
    work.note(world.estate(), world.history());
    var document = Optional.of(blueprint);
    causes =
        Diagnosis.of(
            document,
            world.estate(),
            world.history(),
            ComponentHealth.judge(document, world.estate(), world.history()),
            causes);
    return causes;
  }

  /** The kinds and components of what is found, in their order. */
  List<String> ids() {
    return causes().stream().map(Cause::id).toList();
  }
}
