package io.pilothouse.localtwin.scenario;

import io.pilothouse.sharedmodel.stream.Health;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An incident to rehearse, as its file says it. Texts may hold {@code $role} and {@code
 * $role.deployment}, which a {@link Casting} replaces.
 *
 * @param name in kebab-case, as it is asked for
 * @param title by language, {@code en} and {@code ko}
 * @param story what a responder is told, by language
 * @param cast the roles, in the order in which they are filled
 * @param watched how long the product has to have watched the system before, so that it knows what
 *     is usual
 * @param steps what happens, in the order of the file
 * @param signals the first of these that shows is the first signal
 * @param cause what the product should say is wrong
 * @param responses what a good responder does, in order
 * @param solved holds together when it is over
 * @param within the patience, from the first fault to the recovery
 * @param rowsLost how many acknowledged rows may be lost
 */
public record Scenario(
    String name,
    Map<String, String> title,
    Map<String, String> story,
    List<Role> cast,
    Duration watched,
    List<Step> steps,
    List<Expectation> signals,
    ExpectedCause cause,
    List<Response> responses,
    List<Expectation> solved,
    Duration within,
    Limit rowsLost) {
  public Scenario {
    title = Map.copyOf(title);
    story = Map.copyOf(story);
    cast = List.copyOf(cast);
    steps = List.copyOf(steps);
    signals = List.copyOf(signals);
    responses = List.copyOf(responses);
    solved = List.copyOf(solved);
  }

  /**
   * A part that a blueprint has to have.
   *
   * @param traits what it has to be like; see {@link Trait}
   */
  public record Role(String name, Kind kind, List<Trait> traits, Place place) {
    public Role {
      traits = List.copyOf(traits);
    }
  }

  /** What a role is filled with. */
  public enum Kind {
    SERVICE,
    SERVER,
    REPLICA,
    CACHE,
    QUEUE,
    EXTERNAL,
    ZONE,
    REGION
  }

  /**
   * What the part is asked to be like, and of which other role it has to be.
   *
   * @param of the role that it belongs to, where the trait is about two parts
   */
  public record Trait(String name, Optional<String> of) {}

  /**
   * Something that happens.
   *
   * @param label by which a later step mends it
   */
  public record Step(Moment at, Happening happening, Optional<String> label, Place place) {}

  /** What a step does. */
  public sealed interface Happening {
    /**
     * Begins a fault.
     *
     * @param arguments by the fault's parameters
     */
    record Break(String fault, Map<String, String> arguments) implements Happening {
      public Break {
        arguments = Map.copyOf(arguments);
      }
    }

    /** Mends a fault of an earlier step. */
    record Mend(String label) implements Happening {}
  }

  /** When: so long after a milestone. */
  public record Moment(Milestone after, Duration delay) {}

  /** What a rehearsal goes through. */
  public enum Milestone {
    BEGIN,
    SIGNAL,
    CAUSE,
    ACTION
  }

  /** Something that the product should show. */
  public sealed interface Expectation {
    /** The component's health is this or worse. */
    record AtLeast(String component, Health health) implements Expectation {}

    /** The component's health is this or better; what is unknown is not better. */
    record NoWorse(String component, Health health) implements Expectation {}

    /** An alert about the component, or of the rule, fires. */
    record AlertFires(String ruleOrComponent) implements Expectation {}

    /** The product explains what is wrong by a cause of the kind. */
    record CauseNamed(String kind) implements Expectation {}

    /** No cause of the kind is left. */
    record CauseGone(String kind) implements Expectation {}

    /** A fact of the component compares so with a number. */
    record FactIs(String component, String fact, Comparison comparison, double value)
        implements Expectation {}
  }

  /** How a fact is compared. */
  public enum Comparison {
    ABOVE,
    BELOW
  }

  /**
   * The right cause.
   *
   * @param kinds any of these
   * @param component the part at fault
   */
  public record ExpectedCause(List<String> kinds, Optional<String> component) {
    public ExpectedCause {
      kinds = List.copyOf(kinds);
    }
  }

  /** What a responder does, and when. */
  public record Response(Moment at, Deed deed, Place place) {}

  /** A responder's deed, by the ways that an operator has. */
  public sealed interface Deed {
    /** The product's rollback of a service. */
    record Rollback(String service) implements Deed {}

    /** The product's failover of a server. */
    record Failover(String server, boolean forced) implements Deed {}

    /** {@code kubectl patch}: a JSON merge patch. */
    record Patch(String kind, String name, String patch) implements Deed {}

    /** {@code kubectl scale}. */
    record Scale(String deployment, int replicas, Optional<String> namespace) implements Deed {}

    /** {@code kubectl rollout restart}. */
    record Restart(String deployment) implements Deed {}

    /** {@code kubectl delete}. */
    record Delete(String kind, String name) implements Deed {}

    /** {@code az rest} on a resource: a PATCH of it, or a POST below it. */
    record Azure(String method, String resource, String path, String body) implements Deed {}
  }

  /** An upper limit. */
  public record Limit(long rows) {}

  /**
   * Where it stands.
   *
   * @param line from 1
   */
  public record Place(String file, int line) {
    @Override
    public String toString() {
      return file + ":" + line;
    }
  }
}
