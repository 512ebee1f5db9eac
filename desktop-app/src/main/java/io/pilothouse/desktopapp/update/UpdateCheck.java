package io.pilothouse.desktopapp.update;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a newer release is out. It asks at most once a day, counts an attempt before it makes it,
 * and does not ask at all where it cannot remember that. What it found is kept beside the settings.
 * May be used by several threads.
 */
public final class UpdateCheck {
  private static final Logger LOG = LoggerFactory.getLogger(UpdateCheck.class);
  private static final Duration PAUSE = Duration.ofDays(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String version;
  private final Path file;
  private final InstantSource clock;
  private final Duration patience;

  /**
   * For a version of the product.
   *
   * @param stateFolder where it remembers
   */
  public UpdateCheck(String version, Path stateFolder, InstantSource clock) {
    this(version, stateFolder, clock, PATIENCE);
  }

  UpdateCheck(String version, Path stateFolder, InstantSource clock, Duration patience) {
    this.version = version;
    this.file = stateFolder.resolve("updates.properties");
    this.clock = clock;
    this.patience = patience;
  }

  /** What an earlier check has found, if that is newer than this product; asks nobody. */
  public Optional<Release> known() {
    Properties remembered = read();
    return ReleaseVersion.parse(remembered.getProperty("newest", ""))
        .flatMap(newest ->
            address(remembered.getProperty("page", "")).map(page -> new Release(newest, page)))
        .filter(this::newer);
  }

  /**
   * Asks the feed if a day has gone by, and says what is known then. Takes up to ten seconds: not
   * for the toolkit's thread.
   *
   * @throws InterruptedException if the thread is
   */
  public Optional<Release> ask(URI feed) throws InterruptedException {
    Instant now = clock.instant();
    Properties remembered = read();
    if (due(remembered.getProperty("asked", ""), now)) {
      remembered.setProperty("asked", now.toString());
      if (write(remembered)) {
        switch (new ReleaseFeed(feed, patience).newest(version)) {
          case FeedAnswer.Newest(Release release) -> {
            LOG.info("updates feed={} newest={} version={}", feed, release.version(), version);
            remembered.setProperty("newest", release.version().toString());
            remembered.setProperty("page", release.page().toString());
            write(remembered);
          }
          case FeedAnswer.Unusable(String reason) ->
              LOG.info("updates feed={} not usable reason={}", feed, reason);
        }
      }
    }
    return known();
  }

  /** A clock that was set back counts as a day that has gone by. */
  private static boolean due(String asked, Instant now) {
    try {
      Instant last = Instant.parse(asked);
      return last.isAfter(now) || !last.plus(PAUSE).isAfter(now);
    } catch (DateTimeException never) {
      return true;
    }
  }

  /** A build that names no version of its own is never told that it is old. */
  private boolean newer(Release release) {
    return ReleaseVersion.parse(version)
        .filter(own -> release.version().compareTo(own) > 0)
        .isPresent();
  }

  private static Optional<URI> address(String text) {
    try {
      return Optional.of(URI.create(text)).filter(ReleaseFeed::trusted);
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }

  private Properties read() {
    var properties = new Properties();
    if (Files.isRegularFile(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException unreadable) {
        LOG.warn("updates forgotten file={} reason={}", file, unreadable.getMessage());
      }
    }
    return properties;
  }

  private boolean write(Properties properties) {
    try {
      Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
      Path fresh = Files.createTempFile(folder, "updates", ".part");
      try (Writer writer = Files.newBufferedWriter(fresh)) {
        properties.store(writer, null);
      }
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
      return true;
    } catch (IOException unwritable) {
      LOG.warn("updates not asked for file={} reason={}", file, unwritable.getMessage());
      return false;
    }
  }
}
