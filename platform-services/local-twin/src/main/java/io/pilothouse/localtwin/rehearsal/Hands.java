package io.pilothouse.localtwin.rehearsal;

import io.pilothouse.localtwin.scenario.Casting;
import io.pilothouse.localtwin.scenario.Scenario.Deed;
import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.action.Approval;
import io.pilothouse.sharedmodel.action.Intent;
import io.pilothouse.sharedmodel.action.Plan;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.Session;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * A responder's hands: the product's actions through its session, and what an operator does beside
 * it with kubectl and az, through the same public interfaces. Blocks until a deed is done.
 */
final class Hands {
  private final Session session;
  private final ClusterCalls cluster;
  private final Optional<AzureCalls> azure;
  private final Casting casting;
  private final InstantSource clock;

  Hands(
      Session session,
      ClusterCalls cluster,
      Optional<AzureCalls> azure,
      Casting casting,
      InstantSource clock) {
    this.session = session;
    this.cluster = cluster;
    this.azure = azure;
    this.casting = casting;
    this.clock = clock;
  }

  /**
   * Does it.
   *
   * @return a sentence on what was done
   * @throws DeedFailedException if it was refused or went wrong
   */
  Sentence perform(Deed deed) {
    return switch (deed) {
      case Deed.Rollback(String service) ->
          act(new Intent.Rollback(casting.fill(service), Optional.empty()));
      case Deed.Failover(String server, boolean forced) ->
          act(
              new Intent.Failover(
                  casting.fill(server),
                  forced ? Intent.FailoverMode.FORCED : Intent.FailoverMode.PLANNED));
      case Deed.Patch(String kind, String name, String patch) ->
          told(cluster.patch(kind, casting.fill(name), Optional.empty(), casting.fill(patch)));
      case Deed.Scale(String deployment, int replicas, Optional<String> namespace) ->
          told(
              cluster.patch(
                  "deployment",
                  casting.fill(deployment),
                  namespace,
                  "{\"spec\":{\"replicas\":" + replicas + "}}"));
      case Deed.Restart(String deployment) ->
          told(
              cluster.patch(
                  "deployment",
                  casting.fill(deployment),
                  Optional.empty(),
                  restarted(clock.instant())));
      case Deed.Delete(String kind, String name) -> told(cluster.delete(kind, casting.fill(name)));
      case Deed.Azure(String method, String resource, String path, String body) ->
          told(
              azure
                  .orElseThrow(() -> new DeedFailedException("the system has nothing in Azure"))
                  .send(
                      method,
                      session.current(),
                      casting.fill(resource),
                      casting.fill(path),
                      casting.fill(body)));
    };
  }

  /** What an interface answers is the same in every language. */
  private static Sentence told(String answer) {
    return Sentence.verbatim(answer);
  }

  /** A deed as one would type it. */
  static String words(Deed deed, Casting casting) {
    return switch (deed) {
      case Deed.Rollback(String service) -> "pilothouse do rollback " + casting.fill(service);
      case Deed.Failover(String server, boolean forced) ->
          "pilothouse do failover " + casting.fill(server) + (forced ? " --forced" : "");
      case Deed.Patch(String kind, String name, String patch) ->
          "kubectl patch %s %s -p '%s'".formatted(kind, casting.fill(name), casting.fill(patch));
      case Deed.Scale(String deployment, int replicas, Optional<String> namespace) ->
          "kubectl scale deployment %s --replicas=%d%s"
              .formatted(
                  casting.fill(deployment), replicas, namespace.map(n -> " -n " + n).orElse(""));
      case Deed.Restart(String deployment) ->
          "kubectl rollout restart deployment " + casting.fill(deployment);
      case Deed.Delete(String kind, String name) ->
          "kubectl delete " + kind + " " + casting.fill(name);
      case Deed.Azure(String method, String resource, String path, String body) ->
          "az rest --method %s %s%s %s"
              .formatted(method, casting.fill(resource), path, casting.fill(body));
    };
  }

  /** What {@code kubectl rollout restart} writes. */
  private static String restarted(Instant at) {
    return "{\"spec\":{\"template\":{\"metadata\":{\"annotations\":"
        + "{\"kubectl.kubernetes.io/restartedAt\":\""
        + at
        + "\"}}}}}";
  }

  private Sentence act(Intent intent) {
    try {
      Plan plan = session.plan(intent).join();
      if (!plan.allowed()) {
        throw new DeedFailedException(
            intent.action()
                + " of "
                + intent.target()
                + " is blocked: "
                + plan.guards().stream()
                    .filter(
                        g -> g.verdict() == io.pilothouse.sharedmodel.action.Guard.Verdict.BLOCK)
                    .map(g -> g.evidence().toString())
                    .reduce((a, b) -> a + "; " + b)
                    .orElse(""));
      }
      ActionRun run =
          session
              .execute(
                  plan,
                  new Approval(
                      "rehearsal", plan.typedName(), clock.instant(), "scripted responder"))
              .join();
      if (run.outcome() != ActionRun.Outcome.SUCCEEDED) {
        throw new DeedFailedException(
            intent.action()
                + " of "
                + intent.target()
                + " "
                + run.outcome()
                + ": "
                + run.sentence());
      }
      return run.sentence();
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new DeedFailedException(
          intent.action() + " of " + intent.target() + " was refused: " + cause.getMessage());
    }
  }
}
