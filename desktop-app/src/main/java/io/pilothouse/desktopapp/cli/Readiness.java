package io.pilothouse.desktopapp.cli;

import io.pilothouse.sharedmodel.estate.SourceState;
import io.pilothouse.sharedmodel.stream.Frame;
import io.pilothouse.sharedmodel.stream.Session;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Waits until a session knows enough that its answer is worth printing. */
final class Readiness {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Readiness() {}

  /**
   * The first state in which every source has spoken, well or badly; after {@link #PATIENCE} the newest one, whose unheard parts are unknown.
   */
  static SystemState await(Session session, Consumer<String> progress) {
    var complete = new CompletableFuture<SystemState>();
    try (var _ =
        session.subscribe(
            frame -> {
              if (frame instanceof Frame.Full full && heardAll(full.state())) {
                complete.complete(full.state());
              }
            })) {
      return complete.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      SystemState newest = session.current();
      progress.accept("still silent after " + PATIENCE.toSeconds() + " s, shown as unknown: " + silent(newest));
      return newest;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return session.current();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean heardAll(SystemState state) {
    return !state.snapshot().sources().isEmpty()
        && state.snapshot().sources().values().stream().noneMatch(s -> s.status() == SourceState.Status.STARTING);
  }

  private static String silent(SystemState state) {
    return state.snapshot().sources().values().stream()
        .filter(s -> s.status() == SourceState.Status.STARTING)
        .map(s -> s.source().value())
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
