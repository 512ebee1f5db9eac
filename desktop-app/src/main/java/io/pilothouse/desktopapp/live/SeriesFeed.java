package io.pilothouse.desktopapp.live;

import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.signal.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The recent points of one metric of one resource, asked for again as time passes. What was last
 * known stays when asking fails, with the sentence why.
 */
public final class SeriesFeed {
  /** How far back it looks. */
  public static final Duration WINDOW = Duration.ofMinutes(30);

  private static final Duration PERIOD = Duration.ofSeconds(5);
  private static final int POINTS = 360;

  /** What is known. @param problem why there is nothing newer; absent when all is well */
  public record State(List<Series.Point> points, boolean loading, Optional<Sentence> problem) {
    public State {
      points = List.copyOf(points);
    }
  }

  private final LiveSession live;
  private final ResourceId resource;
  private final String metric;
  private final ReadOnlyObjectWrapper<State> state =
      new ReadOnlyObjectWrapper<>(new State(List.of(), true, Optional.empty()));
  private Instant askedAt = Instant.MIN;
  private boolean asking;

  SeriesFeed(LiveSession live, ResourceId resource, String metric) {
    this.live = live;
    this.resource = resource;
    this.metric = metric;
  }

  /** What is known now; changes on the thread of the views. */
  public ReadOnlyObjectProperty<State> state() {
    return state.getReadOnlyProperty();
  }

  /** Asks again if the last answer is old enough. Called on the thread of the views. */
  public void refresh() {
    Instant now = live.now().get();
    if (asking || now.isBefore(askedAt.equals(Instant.MIN) ? now : askedAt.plus(PERIOD))) {
      return;
    }
    asking = true;
    askedAt = now;
    live.session()
        .series(resource, metric, now.minus(WINDOW), now, POINTS)
        .handleAsync(
            (series, failure) -> {
              answered(series, failure);
              return series;
            },
            live.ui())
        .exceptionally(Failures::logged);
  }

  boolean asking() {
    return asking;
  }

  private void answered(@Nullable Series series, @Nullable Throwable failure) {
    asking = false;
    if (series != null) {
      state.set(new State(series.points(), false, Optional.empty()));
    } else {
      Optional<Sentence> sentence = Optional.ofNullable(failure).map(Failures::sentence);
      state.set(new State(state.get().points(), false, sentence));
    }
  }
}
