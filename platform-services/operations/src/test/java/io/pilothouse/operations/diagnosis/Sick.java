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
import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler;
import io.pilothouse.sharedmodel.estate.LabelSelector;
import io.pilothouse.sharedmodel.estate.NetworkPolicy;
import io.pilothouse.sharedmodel.estate.Pod;
import io.pilothouse.sharedmodel.estate.PodTemplate;
import io.pilothouse.sharedmodel.estate.Resource;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.ServiceBusNamespace;
import io.pilothouse.sharedmodel.estate.SourceId;
import io.pilothouse.sharedmodel.signal.Measurement;
import io.pilothouse.sharedmodel.signal.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A system in which something went wrong, in words; what it is found to be. */
final class Sick {
  final EstateBuilder world = EstateBuilder.allIsWell();
  private final WorkHistory work = new WorkHistory();
  private List<Cause> causes = List.of();
  private final Blueprint blueprint =
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

  /** One pod of a service reports a value. */
  Sick reports(String service, int pod, String metric, double value) {
    return report(Live.pod(service, pod, true).id(), metric, value);
  }

  /** New pods run and are not ready since a while; the old one serves. */
  Sick waiting(String service, Duration since) {
    released(service, since.plusSeconds(2), false);
    return this;
  }

  /** A release is rolled out wholly at this moment. */
  Sick rolledOut(String service) {
    var revision = With.with(Live.revision(3, true), "createdAt", world.now());
    world.but(Live.deployment(service, 3, 3, 3, List.of(Live.revision(2, false), revision)));
    for (int i = 1; i <= 3; i++) {
      Pod pod = With.with(Live.pod(service, i, true), "replicaSet", Optional.of("rs-3"));
      world.but(With.with(pod, "startedAt", Optional.of(world.now())));
    }
    return this;
  }

  /** Its pods bear the label by which policies select them. */
  Sick labelled(String service) {
    var template = With.with(PodTemplate.UNKNOWN, "labels", Map.of("app", service));
    world.but(With.with(Live.deployment(service, 3, 3), "template", template));
    return this;
  }

  /** The broker counts messages of its queue. */
  Sick queue(String metric, double count) {
    world.measured(
        namespace().id(), metric + "{EntityName=ai-schedule-generation}", count, Unit.COUNT);
    return this;
  }

  static ServiceBusNamespace namespace() {
    return new ServiceBusNamespace(
        ResourceId.azure("/subscriptions/s/providers/Microsoft.ServiceBus/namespaces/sb"),
        "sb-tripgen-prod",
        "rg",
        "koreacentral",
        Map.of(),
        "Active",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of());
  }

  static Deployment dns(int ready) {
    Deployment dns = With.with(Live.deployment("coredns", 2, ready), "namespace", "kube-system");
    return With.with(dns, "id", ResourceId.kubernetes("deployment", "kube-system", "coredns"));
  }

  static HorizontalPodAutoscaler blindAutoscaler(String target) {
    return With.with(
        Live.autoscaler(target, 3, 10, 3, 3, 40),
        "conditions",
        List.of(
            new HorizontalPodAutoscaler.Condition(
                "ScalingActive", false, "FailedGetResourceMetric", "no metrics returned")));
  }

  /** A policy on the pods of a service that lets these ports out, to any address. */
  static NetworkPolicy policy(String service, List<Integer> ports) {
    var peer =
        new NetworkPolicy.Peer(
            Optional.empty(), Optional.empty(), Optional.of("0.0.0.0/0"), List.of());
    return new NetworkPolicy(
        ResourceId.kubernetes("networkpolicy", TripGen.NAMESPACE, "tight"),
        TripGen.NAMESPACE,
        "tight",
        Map.of(),
        LabelSelector.of(Map.of("app", service)),
        Optional.empty(),
        Optional.of(
            ports.stream()
                .map(port ->
                    new NetworkPolicy.Rule(
                        List.of(peer),
                        List.of(
                            new NetworkPolicy.Port(
                                "TCP", Optional.of(port.toString()), Optional.empty()))))
                .toList()));
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
