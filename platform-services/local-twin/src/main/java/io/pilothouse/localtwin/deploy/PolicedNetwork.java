package io.pilothouse.localtwin.deploy;

import io.pilothouse.localtwin.kubernetes.KubernetesTwin;
import io.pilothouse.localtwin.kubernetes.PodReference;
import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.store.ObjectChange;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import io.pilothouse.localtwin.load.ClusterNetwork;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * The cluster's network as its own objects make it: NetworkPolicies drop packets, and without a
 * ready pod of CoreDNS no name is resolved. A pod that may not reach CoreDNS resolves none either.
 *
 * <p>A policy with the annotation {@link #ENFORCED} of {@code false} is data only: the twin applies
 * the documents' own policies so, because some would cut their own system.
 */
public final class PolicedNetwork implements ClusterNetwork {

  /** Of a NetworkPolicy: {@code false} when the twin is not to act on it. */
  public static final String ENFORCED = "twin.pilothouse.io/enforced";

  private static final ComponentPlace.InPods DNS =
      new ComponentPlace.InPods(ClusterDns.NAMESPACE, ClusterDns.LABELS, ClusterDns.PORT, "dns");

  private record Question(PolicyRules.Pod from, String component) {}

  /** What was found at one state of the cluster, so that each question is worked out once. */
  private record Answers(
      long version, PolicyRules rules, boolean dns, Map<Question, Verdict> known) {}

  private final ClusterApi api;
  private final Map<String, ComponentPlace> places;
  private final AtomicLong version = new AtomicLong();
  private volatile Answers answers;

  /** The network of a cluster in which the blueprint's services run. */
  public PolicedNetwork(KubernetesTwin cluster, Blueprint blueprint) {
    this.api = cluster.api();
    this.places = ComponentPlace.of(blueprint);
    api.store().listen(this::changed);
    this.answers = read();
  }

  private void changed(ObjectChange change) {
    var storage = change.storage();
    boolean matters =
        storage.equals(BuiltInResources.NETWORK_POLICIES.storage())
            || storage.equals(BuiltInResources.NAMESPACES.storage())
            || storage.equals(BuiltInResources.ENDPOINTS.storage())
                && change.after().name().equals(ClusterDns.SERVICE);
    if (matters) {
      version.incrementAndGet();
    }
  }

  private Answers read() {
    long asOf = version.get();
    List<KubeObject> policies =
        api.list(BuiltInResources.NETWORK_POLICIES, Selection.everything()).stream()
            .filter(policy -> !"false".equals(policy.annotations().get(ENFORCED)))
            .toList();
    Map<String, Map<String, String>> namespaces =
        api.list(BuiltInResources.NAMESPACES, Selection.everything()).stream()
            .collect(Collectors.toMap(KubeObject::name, KubeObject::labels));
    return new Answers(
        asOf,
        new PolicyRules(policies, namespaces),
        ClusterDns.answers(api),
        new ConcurrentHashMap<>());
  }

  @Override
  public Verdict reach(PodReference from, String component) {
    Answers current = answers;
    if (current.version() != version.get()) {
      current = read();
      answers = current;
    }
    Answers asked = current;
    return current
        .known()
        .computeIfAbsent(
            new Question(new PolicyRules.Pod(from.namespace(), from.labels()), component),
            question -> verdict(asked, question));
  }

  private Verdict verdict(Answers state, Question question) {
    if (!state.dns() || !state.rules().allows(question.from(), DNS, "UDP")) {
      return Verdict.UNRESOLVED;
    }
    ComponentPlace place =
        places.getOrDefault(question.component(), ComponentPlace.outside(ComponentPlace.TLS));
    return state.rules().allows(question.from(), place, "TCP") ? Verdict.OPEN : Verdict.BLOCKED;
  }
}
