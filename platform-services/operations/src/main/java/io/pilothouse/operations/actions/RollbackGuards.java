package io.pilothouse.operations.actions;

import io.pilothouse.operations.Sources;
import io.pilothouse.sharedmodel.action.Guard;
import io.pilothouse.sharedmodel.action.Guard.Verdict;
import io.pilothouse.sharedmodel.estate.Deployment.Revision;
import io.pilothouse.sharedmodel.estate.WorkloadResource;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The checks before a rollback. Pure. */
final class RollbackGuards {
  /** Labels by which GitOps controllers mark what they keep in line with a repository. */
  private static final Map<String, String> CONTROLLERS =
      Map.of(
          "argocd.argoproj.io/instance", "Argo CD",
          "argocd.argoproj.io/tracking-id", "Argo CD",
          "kustomize.toolkit.fluxcd.io/name", "Flux",
          "helm.toolkit.fluxcd.io/name", "Flux");

  private RollbackGuards() {}

  static List<Guard> of(RollbackEvidence evidence) {
    var guards = new ArrayList<Guard>();
    guards.add(ChangeGuards.fresh(evidence.estate(), Sources.KUBERNETES));
    guards.add(revision(evidence));
    guards.add(differs(evidence));
    evidence.expected().ifPresent(e -> guards.add(unchanged(evidence.deployment(), e)));
    guards.add(permission(evidence));
    guards.add(rollout(evidence.deployment()));
    guards.add(otherRun(evidence.otherRun()));
    autoscaler(evidence).ifPresent(guards::add);
    guards.add(gitOps(evidence.deployment()));
    guards.addAll(ChangeGuards.policy(evidence.blueprint(), evidence.estate().now()));
    return guards;
  }

  private static Guard revision(RollbackEvidence evidence) {
    String known =
        evidence.deployment().revisions().stream()
            .map(r -> Long.toString(r.number()))
            .collect(Collectors.joining(", "));
    return evidence
        .target()
        .map(t ->
            Guards.pass(
                "target-revision", "operations.guard.revision.kept", t.number(), t.images()))
        .orElseGet(() ->
            new Guard(
                "target-revision",
                Verdict.BLOCK,
                evidence
                    .wanted()
                    .map(w -> Sentence.of("operations.guard.revision.unknown", w, known))
                    .orElseGet(() -> Sentence.of("operations.guard.revision.none", known))));
  }

  private static Guard differs(RollbackEvidence evidence) {
    Optional<Revision> target = evidence.target();
    Optional<Revision> current = evidence.current();
    if (target.isEmpty() || current.isEmpty()) {
      return new Guard(
          "differs",
          target.isEmpty() ? Verdict.BLOCK : Verdict.WARN,
          Sentence.of("operations.guard.differs.nothing"));
    }
    boolean same =
        target.get().current() || target.get().template().equals(current.get().template());
    return same
        ? Guards.block("differs", "operations.guard.differs.not", target.get().number())
        : Guards.pass(
            "differs", "operations.guard.differs", target.get().number(), current.get().number());
  }

  private static Guard unchanged(WorkloadResource deployment, long expected) {
    return deployment.revision() == expected
        ? Guards.pass("unchanged", "operations.guard.revision.still", expected)
        : Guards.block(
            "unchanged", "operations.guard.revision.moved", expected, deployment.revision());
  }

  private static Guard permission(RollbackEvidence evidence) {
    String what = evidence.deployment().namespace() + "/" + evidence.deployment().name();
    return evidence.mayChange()
        ? Guards.pass("permission", "operations.guard.permission", what)
        : Guards.block("permission", "operations.guard.permission.missing", what);
  }

  private static Guard rollout(WorkloadResource deployment) {
    if (deployment.paused()) {
      return Guards.block("rollout", "operations.guard.rollout.paused");
    }
    if (deployment.stalled().isPresent()) {
      return Guards.pass("rollout", "operations.guard.rollout.stuck", deployment.stalled().get());
    }
    return !deployment.rolledOut()
        ? Guards.warn(
            "rollout",
            "operations.guard.rollout.progress",
            deployment.updated(),
            deployment.ready(),
            deployment.desired())
        : Guards.pass("rollout", "operations.guard.rollout.none");
  }

  static Guard otherRun(boolean otherRun) {
    return otherRun
        ? Guards.block("no-other-run", "operations.guard.other-run")
        : Guards.pass("no-other-run", "operations.guard.no-other-run");
  }

  private static Optional<Guard> autoscaler(RollbackEvidence evidence) {
    WorkloadResource d = evidence.deployment();
    return evidence
        .estate()
        .autoscaler(d.namespace(), d.name())
        .map(h ->
            Guards.pass(
                "autoscaler",
                "operations.guard.autoscaler",
                h.value().minReplicas(),
                h.value().maxReplicas()));
  }

  private static Guard gitOps(WorkloadResource deployment) {
    return deployment.labels().keySet().stream()
        .filter(CONTROLLERS::containsKey)
        .findFirst()
        .map(label ->
            Guards.warn(
                "gitops", "operations.guard.gitops", CONTROLLERS.getOrDefault(label, label), label))
        .orElseGet(() -> Guards.pass("gitops", "operations.guard.no-gitops"));
  }
}
