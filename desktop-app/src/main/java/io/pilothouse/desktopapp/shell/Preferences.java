package io.pilothouse.desktopapp.shell;

import io.pilothouse.desktopapp.settings.Settings;
import io.pilothouse.desktopapp.text.Language;
import io.pilothouse.desktopapp.text.Texts;
import io.pilothouse.desktopapp.theme.Appearance;
import io.pilothouse.desktopapp.theme.Density;
import io.pilothouse.desktopapp.update.Release;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** The operator's choices while the window is open; each change but the size is kept at once. */
public final class Preferences {
  private final Texts texts;
  private final ObjectProperty<Appearance> appearance;
  private final ObjectProperty<Density> density;
  private final StringProperty view;
  private final BooleanProperty updateCheck;
  private final String releaseFeed;
  private final ObjectProperty<Optional<Release>> newer =
      new SimpleObjectProperty<>(Optional.empty());
  private final Consumer<Settings> keep;
  private double width;
  private double height;

  /** Starts from settings. @param keep writes them down */
  public Preferences(Settings settings, Texts texts, Consumer<Settings> keep) {
    this.texts = texts;
    this.keep = keep;
    this.appearance = new SimpleObjectProperty<>(settings.appearance());
    this.density = new SimpleObjectProperty<>(settings.density());
    this.view = new SimpleStringProperty(settings.view());
    this.updateCheck = new SimpleBooleanProperty(settings.updateCheck());
    this.releaseFeed = settings.releaseFeed();
    this.width = settings.width();
    this.height = settings.height();
    appearance.subscribe((was, is) -> keep());
    density.subscribe((was, is) -> keep());
    view.subscribe((was, is) -> keep());
    updateCheck.subscribe((was, is) -> keep());
    texts.language().subscribe((was, is) -> keep());
  }

  /** The language of the window. */
  public ObjectProperty<Language> language() {
    return texts.language();
  }

  public ObjectProperty<Appearance> appearance() {
    return appearance;
  }

  public ObjectProperty<Density> density() {
    return density;
  }

  /** Key of the view that is open. */
  public StringProperty view() {
    return view;
  }

  /** Whether the product may ask for newer releases; from the next start on. */
  public BooleanProperty updateCheck() {
    return updateCheck;
  }

  /** A newer release than this one, once there is known to be one. */
  public ObjectProperty<Optional<Release>> newer() {
    return newer;
  }

  /** Remembers the window's size, in pixels. */
  void size(double newWidth, double newHeight) {
    width = newWidth;
    height = newHeight;
  }

  /** Writes all down. */
  void keep() {
    keep.accept(
        new Settings(
            texts.language().get(),
            appearance.get(),
            density.get(),
            width,
            height,
            view.get(),
            updateCheck.get(),
            releaseFeed));
  }
}
