package io.pilothouse.sharedmodel.estate;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a workload's pods are to be like: containers and where they may run.
 *
 * @param nodeSelector labels that a node must have
 * @param spread rules by which the pods are spread
 * @param affinities what draws the pods to nodes or to one another, or keeps them apart
 */
public record PodTemplate(
    Map<String, String> labels,
    Optional<String> serviceAccount,
    List<Container> containers,
    Map<String, String> nodeSelector,
    List<Toleration> tolerations,
    List<Spread> spread,
    List<Affinity> affinities) {
  /** One of which nothing is known. */
  public static final PodTemplate UNKNOWN =
      new PodTemplate(
          Map.of(), Optional.empty(), List.of(), Map.of(), List.of(), List.of(), List.of());

  public PodTemplate {
    labels = Map.copyOf(labels);
    containers = List.copyOf(containers);
    nodeSelector = Map.copyOf(nodeSelector);
    tolerations = List.copyOf(tolerations);
    spread = List.copyOf(spread);
    affinities = List.copyOf(affinities);
  }

  /**
   * A container.
   *
   * @param requests reserved amounts by resource: {@code cpu}, {@code memory}…
   * @param limits amounts that it may not pass, by resource
   */
  public record Container(
      String name,
      Optional<String> image,
      Map<String, Quantity> requests,
      Map<String, Quantity> limits,
      List<Port> ports,
      Optional<Probe> readiness,
      Optional<Probe> liveness,
      Optional<Probe> startup) {
    public Container {
      requests = Map.copyOf(requests);
      limits = Map.copyOf(limits);
      ports = List.copyOf(ports);
    }
  }

  /** A port that a container listens on. @param protocol TCP, UDP or SCTP */
  public record Port(Optional<String> name, int number, String protocol) {}

  /**
   * How a container is asked whether it is well.
   *
   * @param action {@code http}, {@code tcp}, {@code grpc} or {@code exec}
   * @param target path and port, port, or command
   */
  public record Probe(
      String action,
      String target,
      Optional<Duration> initialDelay,
      Optional<Duration> period,
      Optional<Duration> timeout,
      Optional<Integer> failureThreshold) {}

  /**
   * A taint that the pods bear.
   *
   * @param key absent for every key
   * @param operator Equal or Exists
   * @param effect absent for every effect
   */
  public record Toleration(
      Optional<String> key, String operator, Optional<String> value, Optional<String> effect) {}

  /**
   * A topology spread constraint.
   *
   * @param topologyKey label of the nodes that makes a domain, such as {@code
   *     topology.kubernetes.io/zone}
   * @param whenUnsatisfiable DoNotSchedule or ScheduleAnyway
   */
  public record Spread(
      String topologyKey,
      int maxSkew,
      String whenUnsatisfiable,
      Optional<LabelSelector> selector) {}

  /**
   * One term of an affinity.
   *
   * @param required whether a pod stays pending rather than break it
   * @param weight of a preferred term
   * @param topologyKey label of the nodes that makes a domain; absent for nodes
   * @param selector which pods, or which nodes
   */
  public record Affinity(
      To to,
      boolean required,
      Optional<Integer> weight,
      Optional<String> topologyKey,
      LabelSelector selector) {
    /** What it draws to, or keeps from. */
    public enum To {
      NODES,
      PODS,
      AWAY_FROM_PODS
    }
  }
}
