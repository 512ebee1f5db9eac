package io.pilothouse.operations.conformance;

import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Network;
import io.pilothouse.sharedmodel.conformance.Difference;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.estate.MetricAlertRule;
import io.pilothouse.sharedmodel.estate.NetworkPolicy;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.PrivateEndpoint;
import io.pilothouse.sharedmodel.estate.RedisCache;
import io.pilothouse.sharedmodel.estate.Resource;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.ServiceBusNamespace;
import io.pilothouse.sharedmodel.estate.StatefulSet;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What runs where the system runs, in its namespaces and resource groups, and no component
 * declares. Namespaces of the platform and what Azure makes for its own needs are left out; so are
 * kinds of which the documents name none at all.
 */
final class UndeclaredSubject implements Subject {
  /** Namespaces that Kubernetes, AKS and its add-ons own. */
  private static final Set<String> PLATFORM =
      Set.of(
          "kube-system",
          "kube-public",
          "kube-node-lease",
          "gatekeeper-system",
          "calico-system",
          "tigera-operator",
          "azure-arc",
          "app-routing-system",
          "flux-system",
          "dapr-system",
          "aks-command",
          "aks-istio-system",
          "aks-istio-ingress",
          "aks-istio-egress");

  private final Blueprint blueprint;
  private final List<Class<? extends Resource>> kinds;

  UndeclaredSubject(Blueprint blueprint) {
    this.blueprint = blueprint;
    var named = new ArrayList<Class<? extends Resource>>();
    named.add(Deployment.class);
    named.add(StatefulSet.class);
    named.add(FlexibleServer.class);
    named.add(RedisCache.class);
    named.add(ServiceBusNamespace.class);
    Optional<Network> network = blueprint.network();
    if (network.filter(n -> !n.privateEndpoints().isEmpty()).isPresent()) {
      named.add(PrivateEndpoint.class);
    }
    if (network.filter(n -> !n.networkPolicies().isEmpty()).isPresent()) {
      named.add(NetworkPolicy.class);
    }
    if (!blueprint.alertRules().isEmpty()) {
      named.add(MetricAlertRule.class);
    }
    this.kinds = List.copyOf(named);
  }

  @Override
  public List<Object> restsOn(LiveSide side) {
    var parts = new ArrayList<Object>();
    parts.add(side.bindings());
    for (Class<? extends Resource> kind : kinds) {
      side.all(kind).stream()
          .sorted(Comparator.comparing(o -> o.value().id()))
          .forEach(o -> {
            parts.add(o.value());
            parts.add(side.current(o));
          });
    }
    return parts;
  }

  @Override
  public void compare(LiveSide side, Places places, Findings into) {
    Set<ResourceId> claimed = side.bindings().claimed();
    Set<String> homes = homes(claimed);
    for (Class<? extends Resource> kind : kinds) {
      side.all(kind).stream()
          .filter(o -> side.current(o) && !claimed.contains(o.value().id()))
          .filter(o -> homes.contains(home(o.value().id())))
          .sorted(Comparator.comparing(o -> o.value().id()))
          .forEach(o -> into.add(undeclared(o, kind)));
    }
  }

  /** Where the system lives: its namespace, and those and the resource groups of what is bound. */
  private Set<String> homes(Set<ResourceId> claimed) {
    var homes = new HashSet<String>();
    homes.add(blueprint.cluster().namespace());
    claimed.forEach(id -> homes.add(home(id)));
    homes.removeIf(h -> h.isEmpty() || PLATFORM.contains(h) || h.startsWith("mc_"));
    return homes;
  }

  /** A Kubernetes namespace, or an Azure resource group. */
  private static String home(ResourceId id) {
    String[] steps = id.value().split("/", -1);
    if (id.value().startsWith("k8s:")) {
      return steps.length == 3 ? steps[1] : "";
    }
    for (int i = 0; i + 1 < steps.length; i++) {
      if (steps[i].equals("resourcegroups")) {
        return steps[i + 1];
      }
    }
    return "";
  }

  private static Found undeclared(Observed<Resource> live, Class<? extends Resource> kind) {
    ResourceId id = live.value().id();
    return new Found(
        "undeclared:" + id.value(),
        Difference.Kind.UNDECLARED,
        live.value().name(),
        "",
        Optional.empty(),
        Optional.of(live.value().name()),
        Sentence.of(
            "conformance.undeclared-component", LiveSide.kind(kind), live.value().name(), home(id)),
        Optional.empty(),
        List.of(id.value(), live.source() + " " + live.observedAt()),
        Optional.of(id));
  }
}
