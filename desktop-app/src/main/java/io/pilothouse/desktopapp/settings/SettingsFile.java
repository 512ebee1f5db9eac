package io.pilothouse.desktopapp.settings;

import io.pilothouse.desktopapp.text.Language;
import io.pilothouse.desktopapp.theme.Appearance;
import io.pilothouse.desktopapp.theme.Density;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that keeps {@link Settings} between starts. What it cannot read counts as never chosen;
 * what it cannot write is logged and lost: neither may keep an operator from the window.
 */
public final class SettingsFile {
  private static final Logger LOG = LoggerFactory.getLogger(SettingsFile.class);

  private final Path file;

  /** In a folder, which is made when something is first written. */
  public SettingsFile(Path stateFolder) {
    this.file = stateFolder.resolve("desktop.properties");
  }

  /** What was last written, value by value; initial ones for the rest. */
  public Settings read() {
    Settings initial = Settings.initial();
    var properties = new Properties();
    if (!Files.isRegularFile(file)) {
      return initial;
    }
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException unreadable) {
      LOG.warn("settings ignored file={} reason={}", file, unreadable.getMessage());
      return initial;
    }
    return new Settings(
        choice(properties, "language", Language.class, initial.language()),
        choice(properties, "appearance", Appearance.class, initial.appearance()),
        choice(properties, "density", Density.class, initial.density()),
        length(properties, "width", initial.width()),
        length(properties, "height", initial.height()),
        properties.getProperty("view", initial.view()),
        !properties.getProperty("updates", "").strip().equalsIgnoreCase("off"),
        properties.getProperty("updates.feed", ""));
  }

  /** Replaces the file as a whole. */
  public void write(Settings settings) {
    var properties = new Properties();
    properties.setProperty("language", name(settings.language()));
    properties.setProperty("appearance", name(settings.appearance()));
    properties.setProperty("density", name(settings.density()));
    properties.setProperty("width", Double.toString(settings.width()));
    properties.setProperty("height", Double.toString(settings.height()));
    properties.setProperty("view", settings.view());
    properties.setProperty("updates", settings.updateCheck() ? "daily" : "off");
    properties.setProperty("updates.feed", settings.releaseFeed());
    try {
      Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
      Path fresh = Files.createTempFile(folder, "desktop", ".part");
      try (Writer writer = Files.newBufferedWriter(fresh)) {
        properties.store(writer, null);
      }
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException unwritable) {
      LOG.warn("settings not kept file={} reason={}", file, unwritable.getMessage());
    }
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static <E extends Enum<E>> E choice(
      Properties properties, String key, Class<E> type, E otherwise) {
    String value = properties.getProperty(key, "").toUpperCase(Locale.ROOT);
    for (E each : type.getEnumConstants()) {
      if (each.name().equals(value)) {
        return each;
      }
    }
    return otherwise;
  }

  private static double length(Properties properties, String key, double otherwise) {
    try {
      double value = Double.parseDouble(properties.getProperty(key, ""));
      return value >= 400 && value <= 10_000 ? value : otherwise;
    } catch (NumberFormatException unreadable) {
      return otherwise;
    }
  }
}
