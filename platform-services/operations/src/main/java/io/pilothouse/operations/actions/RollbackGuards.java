package io.pilothouse.operations.actions;

import io.pilothouse.operations.Sources;
import io.pilothouse.sharedmodel.action.Guard;
import io.pilothouse.sharedmodel.action.Guard.Verdict;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.Deployment.Revision;
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
            new Guard(
                "target-revision",
                Verdict.PASS,
                "Revision " + t.number() + " is kept with " + String.join(", ", t.images()) + "."))
        .orElseGet(() ->
            new Guard(
                "target-revision",
                Verdict.BLOCK,
                evidence
                    .wanted()
                    .map(w -> "There is no revision " + w + "; kept are " + known + ".")
                    .orElse("There is no earlier revision that differs; kept are " + known + ".")));
  }

  private static Guard differs(RollbackEvidence evidence) {
    Optional<Revision> target = evidence.target();
    Optional<Revision> current = evidence.current();
    if (target.isEmpty() || current.isEmpty()) {
      return new Guard(
          "differs",
          target.isEmpty() ? Verdict.BLOCK : Verdict.WARN,
          "There is nothing to compare.");
    }
    boolean same =
        target.get().current() || target.get().template().equals(current.get().template());
    return same
        ? new Guard(
            "differs",
            Verdict.BLOCK,
            "Revision " + target.get().number() + " is what runs already; nothing would change.")
        : new Guard(
            "differs",
            Verdict.PASS,
            "Revision "
                + target.get().number()
                + " differs from the current revision "
                + current.get().number()
                + ".");
  }

  private static Guard unchanged(Deployment deployment, long expected) {
    return deployment.revision() == expected
        ? new Guard("unchanged", Verdict.PASS, "It is still at revision " + expected + ".")
        : new Guard(
            "unchanged",
            Verdict.BLOCK,
            "It was at revision "
                + expected
                + " when this was planned and is at "
                + deployment.revision()
                + " now; plan again.");
  }

  private static Guard permission(RollbackEvidence evidence) {
    String what = evidence.deployment().namespace() + "/" + evidence.deployment().name();
    return evidence.mayChange()
        ? new Guard("permission", Verdict.PASS, "You may patch the Deployment " + what + ".")
        : new Guard(
            "permission",
            Verdict.BLOCK,
            "The cluster does not let you patch deployments.apps "
                + what
                + "; ask for a role with the verb patch.");
  }

  private static Guard rollout(Deployment deployment) {
    if (deployment.paused()) {
      return new Guard(
          "rollout",
          Verdict.BLOCK,
          "Its rollout is paused, so a change would not be rolled out; resume it first.");
    }
    if (deployment.stalled().isPresent()) {
      return new Guard(
          "rollout",
          Verdict.PASS,
          "Its rollout is stuck and would be replaced: " + deployment.stalled().get());
    }
    return !deployment.rolledOut()
        ? new Guard(
            "rollout",
            Verdict.WARN,
            "A rollout is in progress and would be replaced: "
                + deployment.updated()
                + " updated and "
                + deployment.ready()
                + " ready of "
                + deployment.desired()
                + ".")
        : new Guard("rollout", Verdict.PASS, "No rollout is in progress.");
  }

  static Guard otherRun(boolean otherRun) {
    return otherRun
        ? new Guard("no-other-run", Verdict.BLOCK, "Another action on it is running.")
        : new Guard("no-other-run", Verdict.PASS, "No other action on it is running.");
  }

  private static Optional<Guard> autoscaler(RollbackEvidence evidence) {
    Deployment d = evidence.deployment();
    return evidence
        .estate()
        .autoscaler(d.namespace(), d.name())
        .map(h ->
            new Guard(
                "autoscaler",
                Verdict.PASS,
                "The autoscaler keeps the count between "
                    + h.value().minReplicas()
                    + " and "
                    + h.value().maxReplicas()
                    + "; the rollback does not change it."));
  }

  private static Guard gitOps(Deployment deployment) {
    return deployment.labels().keySet().stream()
        .filter(CONTROLLERS::containsKey)
        .findFirst()
        .map(label ->
            new Guard(
                "gitops",
                Verdict.WARN,
                CONTROLLERS.get(label)
                    + " keeps it in line with a repository (label "
                    + label
                    + ") and may undo the rollback; revert there too."))
        .orElseGet(
            () -> new Guard("gitops", Verdict.PASS, "No label of Argo CD or Flux is on it."));
  }
}
