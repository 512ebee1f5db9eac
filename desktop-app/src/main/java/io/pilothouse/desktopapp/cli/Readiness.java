package io.pilothouse.desktopapp.cli;

import io.pilothouse.operations.Sources;
import io.pilothouse.sharedmodel.estate.SourceState;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.Frame;
import io.pilothouse.sharedmodel.stream.Health;
import io.pilothouse.sharedmodel.stream.Session;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Waits until a session knows enough that its answer is worth printing. */
final class Readiness {
  /** How long a source may take to speak at all. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How long the parts may take to fill in once every source has spoken. */
  private static final Duration FILLING = Duration.ofSeconds(15);

  /** How long what the services say of their work may take after that; many say nothing. */
  private static final Duration WORK = Duration.ofSeconds(5);

  /** Parts that a connected source tells of; the others stand in the document only. */
  private static final Set<String> OBSERVED =
      Set.of(
          "service",
          "database-server",
          "database-standby",
          "database-replica",
          "cache",
          "cluster",
          "node-pool");

  /** Parts that only the configuration tells of. */
  private static final Set<String> OF_BROKERS = Set.of("message-broker", "queue", "topic");

  private static final Set<String> WORK_UNKNOWN =
      Set.of("kubernetes.no-custom-metrics", "kubernetes.work-unknown");

  private static final String LOST = "conformance.lost";

  /** Reasons for which something is not checked yet; a source that is lost may come back. */
  private static final Set<String> TO_COME =
      Set.of("conformance.awaited", "conformance.not-listed", LOST);

  private Readiness() {}

  /**
   * The first state in which every source has spoken and every part that they tell of is known.
   * Where a source stays silent or a part stays unknown, the newest state after a while, in which
   * they are unknown.
   */
  static SystemState await(Session session, Consumer<Sentence> progress) {
    boolean brokers =
        session.blueprint().map(document -> !document.messageBrokers().isEmpty()).orElse(false);
    if (await(session, state -> heardAll(state, brokers), PATIENCE).isEmpty()) {
      progress.accept(Sentence.of("command.silent", PATIENCE, silent(session.current())));
    }
    Predicate<SystemState> enough =
        session.blueprint().isPresent() ? Readiness::filled : new Settled();
    Optional<SystemState> filled = await(session, enough, FILLING);
    return filled
        .flatMap(state -> await(session, Readiness::workTold, WORK))
        .orElseGet(session::current);
  }

  /** Whether the services have told of their work, or it is known that they will not. */
  private static boolean workTold(SystemState state) {
    return state.components().stream()
            .filter(component -> component.kind().equals("service"))
            .anyMatch(service -> service.facts().containsKey("requestRate"))
        || Optional.ofNullable(state.snapshot().sources().get(Sources.KUBERNETES))
            .flatMap(SourceState::reason)
            .filter(Readiness::saysThatWorkIsUnknown)
            .isPresent();
  }

  private static boolean saysThatWorkIsUnknown(Sentence said) {
    return WORK_UNKNOWN.contains(said.key())
        || said.arguments().stream()
            .anyMatch(part -> part instanceof Sentence inner && saysThatWorkIsUnknown(inner));
  }

  /**
   * The first state in which nothing is left unchecked for want of a list that is still to come;
   * after a while the newest one, in which what is not listed counts as not checked.
   */
  static SystemState listed(Session session, Consumer<Sentence> progress) {
    Predicate<SystemState> listed =
        state ->
            state.conformance().notChecked().stream()
                .noneMatch(fact -> TO_COME.contains(fact.reason().key()));
    return await(session, listed, FILLING)
        .orElseGet(() -> {
          progress.accept(Sentence.of("command.listed.late"));
          return session.current();
        });
  }

  /** Whether something was not compared because a source is lost. */
  static boolean lost(SystemState state) {
    return state.conformance().notChecked().stream()
        .anyMatch(fact -> fact.reason().key().equals(LOST));
  }

  private static Optional<SystemState> await(
      Session session, Predicate<SystemState> enough, Duration atMost) {
    var complete = new CompletableFuture<SystemState>();
    try (var _ =
        session.subscribe(frame -> {
          // A heartbeat tells that nothing changed, which is news to whoever waits for calm.
          SystemState state = frame instanceof Frame.Full full ? full.state() : session.current();
          if (enough.test(state)) {
            complete.complete(state);
          }
        })) {
      return Optional.of(complete.get(atMost.toSeconds(), TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @param brokers whether the document has message brokers, which only the configuration tells
   */
  private static boolean heardAll(SystemState state, boolean brokers) {
    return !state.snapshot().sources().isEmpty()
        && state.snapshot().sources().values().stream()
            // What is configured changes no other component's health.
            .filter(s -> brokers || !s.source().equals(Sources.AZURE_CONFIGURATION))
            .noneMatch(s -> s.status() == SourceState.Status.STARTING);
  }

  private static boolean filled(SystemState state) {
    return state.snapshot().sources().values().stream()
            .anyMatch(s -> s.status() == SourceState.Status.LOST)
        || state.components().stream()
            .filter(c ->
                OBSERVED.contains(c.kind())
                    || OF_BROKERS.contains(c.kind()) && configurationHeard(state))
            .allMatch(c ->
                c.health() != Health.UNKNOWN
                    && (!c.kind().equals("cache") || c.facts().containsKey("hitRatio")));
  }

  private static boolean configurationHeard(SystemState state) {
    return state.snapshot().current(Sources.AZURE_CONFIGURATION);
  }

  private static String silent(SystemState state) {
    return state.snapshot().sources().values().stream()
        .filter(s -> s.status() == SourceState.Status.STARTING)
        .map(s -> s.source().value())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /**
   * Without a document nothing says how much there is: the lists are in when no more comes for a
   * while.
   */
  private static final class Settled implements Predicate<SystemState> {
    private static final Duration CALM = Duration.ofMillis(1_500);

    private int resources = -1;
    private long since = System.nanoTime();

    @Override
    public boolean test(SystemState state) {
      if (state.snapshot().resources().size() != resources) {
        resources = state.snapshot().resources().size();
        since = System.nanoTime();
      }
      return System.nanoTime() - since >= CALM.toNanos();
    }
  }
}
