package io.pilothouse.operations.world;

import io.pilothouse.operations.port.ControlException;
import io.pilothouse.operations.port.DeploymentControl;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.Deployment.Revision;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A cluster with one Deployment, {@code user-service} of three pods, that rolls out one pod each
 * time it is looked at.
 */
public final class FakeCluster implements DeploymentControl {
  /** What goes wrong with the next request. */
  public enum Trouble {
    NONE,
    UNREACHABLE,
    REJECTED,
    /** It is done and its answer is lost. */
    ANSWER_LOST,
    /** It is lost on its way and so is the answer. */
    REQUEST_LOST
  }

  private final List<Revision> revisions =
      new ArrayList<>(List.of(Live.revision(1, false), Live.revision(2, true)));
  private final Set<String> done = new HashSet<>();
  private Trouble trouble = Trouble.NONE;
  private long generation = 2;
  private int updated = 3;
  private int oldPods;
  private int effects;
  private boolean stuck;
  private boolean mayChange = true;
  private boolean paused;

  public FakeCluster nextRequest(Trouble trouble) {
    this.trouble = trouble;
    return this;
  }

  public FakeCluster rolloutsGetStuck() {
    this.stuck = true;
    return this;
  }

  public FakeCluster forbids() {
    this.mayChange = false;
    return this;
  }

  public FakeCluster pauses() {
    this.paused = true;
    return this;
  }

  /** Someone else rolls out a third revision. */
  public void deploysAnother() {
    put(
        new Revision(
            revisions.stream().mapToLong(Revision::number).max().orElse(0) + 1,
            "rs-other",
            List.of("registry/user-service:other"),
            Optional.empty(),
            Live.LONG_AGO,
            true,
            3,
            "spec:\n  containers:\n  - image: registry/user-service:other\n    name: app\n"));
  }

  /** How often a request changed something. */
  public int effects() {
    return effects;
  }

  public String currentReplicaSet() {
    return current().replicaSet();
  }

  private Revision current() {
    return revisions.stream().filter(Revision::current).findFirst().orElseThrow();
  }

  private void put(Revision next) {
    revisions.replaceAll(r -> copy(r, r.number(), false));
    revisions.removeIf(r -> r.replicaSet().equals(next.replicaSet()));
    revisions.add(next);
    generation++;
    updated = 0;
    oldPods = 3;
  }

  private static Revision copy(Revision r, long number, boolean current) {
    return new Revision(
        number,
        r.replicaSet(),
        r.images(),
        r.changeCause(),
        r.createdAt(),
        current,
        current ? 3 : 0,
        r.template());
  }

  @Override
  public Deployment read(String namespace, String name) throws ControlException {
    if (!name.equals("user-service")) {
      throw new ControlException.Rejected(
          Sentence.verbatim("There is no Deployment " + name + "."), cause());
    }
    if (updated < 3 && !stuck) {
      updated++;
    } else if (oldPods > 0 && !stuck) {
      oldPods--;
    }
    Revision current = current();
    return new Deployment(
        Live.deployment(name, 3, 3).id(),
        namespace,
        name,
        Map.of(),
        3,
        stuck ? updated : 3,
        updated,
        stuck ? updated : 3,
        generation,
        generation,
        paused,
        current.images(),
        current.number(),
        withOldPods(),
        stuck && updated < 3 ? Optional.of("ProgressDeadlineExceeded") : Optional.empty());
  }

  /**
   * As in a cluster that surges, old pods serve on after all new ones exist: ready and available
   * count both.
   */
  private List<Revision> withOldPods() {
    Optional<Revision> old =
        revisions.stream().filter(r -> !r.current()).reduce((earlier, later) -> later);
    return revisions.stream().map(r -> old.filter(r::equals).isPresent() ? old(r) : r).toList();
  }

  private Revision old(Revision r) {
    return new Revision(
        r.number(),
        r.replicaSet(),
        r.images(),
        r.changeCause(),
        r.createdAt(),
        false,
        oldPods,
        r.template());
  }

  @Override
  public boolean mayChange(String namespace, String name) {
    return mayChange;
  }

  @Override
  public void rollBack(
      String namespace, String name, long toRevision, long expectedGeneration, String runId)
      throws ControlException {
    Trouble now = trouble;
    trouble = Trouble.NONE;
    switch (now) {
      case UNREACHABLE ->
          throw new ControlException.Unreachable(Sentence.verbatim("No route to host."), cause());
      case REJECTED ->
          throw new ControlException.Rejected(
              Sentence.verbatim("The object was modified."), cause());
      case REQUEST_LOST ->
          throw new ControlException.OutcomeUnknown(Sentence.verbatim("Timed out."), cause());
      case NONE, ANSWER_LOST -> {}
    }
    if (done.contains(runId)) {
      return;
    }
    if (generation != expectedGeneration) {
      throw new ControlException.Rejected(Sentence.verbatim("The object was modified."), cause());
    }
    Revision target =
        revisions.stream().filter(r -> r.number() == toRevision).findFirst().orElseThrow();
    long number = revisions.stream().mapToLong(Revision::number).max().orElse(0) + 1;
    put(copy(target, number, true));
    done.add(runId);
    effects++;
    if (now == Trouble.ANSWER_LOST) {
      throw new ControlException.OutcomeUnknown(Sentence.verbatim("Timed out."), cause());
    }
  }

  private static Throwable cause() {
    return new IOException("test");
  }
}
