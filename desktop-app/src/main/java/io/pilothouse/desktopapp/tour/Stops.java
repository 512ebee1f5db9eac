package io.pilothouse.desktopapp.tour;

import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.navigation.ViewId;
import io.pilothouse.desktopapp.shell.Workspace;
import io.pilothouse.sharedmodel.action.Intent;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import io.pilothouse.sharedmodel.stream.Session;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.scene.Scene;
import javafx.scene.image.Image;

/** The pictures of one tour: each view, a selection, and the plans of both actions. */
final class Stops {
  private final Session session;
  private final Workspace workspace;
  private final LiveSession live;
  private final Scene scene;
  private final Stopover stopover;

  Stops(Session session, Workspace workspace, LiveSession live, Scene scene, Stopover stopover) {
    this.session = session;
    this.workspace = workspace;
    this.live = live;
    this.scene = scene;
    this.stopover = stopover;
  }

  /** Takes them all. @param late takes a sentence for each that was taken before it was ready */
  void all(BiConsumer<String, Image> taken, Consumer<String> late) {
    for (ViewId view : ViewId.values()) {
      take(view.key(), () -> workspace.navigation().open(view), workspace::settled, taken, late);
    }
    Optional<ComponentStatus> server =
        session.current().components().stream()
            .filter(c -> c.kind().equals("database-server"))
            .findFirst();
    server.ifPresent(s -> {
      take(
          "inspector",
          () -> workspace.navigation().open(ViewId.TOPOLOGY, s.id()),
          workspace::settled,
          taken,
          late);
      plan("plan-failover", new Intent.Failover(s.id(), Intent.FailoverMode.PLANNED), taken, late);
    });
    rolledBack()
        .ifPresent(
            id -> plan("plan-rollback", new Intent.Rollback(id, Optional.empty()), taken, late));
  }

  private void plan(
      String name, Intent intent, BiConsumer<String, Image> taken, Consumer<String> late) {
    take(name, () -> workspace.plan(intent), workspace::planShown, taken, late);
    Stopover.on(() -> {
      workspace.dismiss();
      return true;
    });
  }

  /** A service that has an earlier revision. */
  private Optional<String> rolledBack() {
    var snapshot = session.current().snapshot();
    return session.current().components().stream()
        .filter(c ->
            snapshot.all(Deployment.class).stream()
                .anyMatch(d -> c.bound().contains(d.id()) && d.revisions().size() > 1))
        .map(ComponentStatus::id)
        .findFirst();
  }

  private void take(
      String name,
      Runnable go,
      BooleanSupplier ready,
      BiConsumer<String, Image> taken,
      Consumer<String> late) {
    Stopover.on(() -> {
      go.run();
      live.tick();
      arrange();
      return true;
    });
    if (!stopover.until(ready)) {
      late.accept("The picture " + name + " was taken before all of it had come.");
    }
    taken.accept(
        name,
        Stopover.on(() -> {
          live.tick();
          arrange();
          return scene.snapshot(null);
        }));
  }

  /** Twice: charts take their size in the first pass and draw in the second. */
  private void arrange() {
    for (int i = 0; i < 2; i++) {
      scene.getRoot().applyCss();
      scene.getRoot().layout();
    }
  }
}
