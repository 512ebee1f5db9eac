package io.pilothouse.desktopapp.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.desktopapp.text.Language;
import io.pilothouse.desktopapp.theme.Appearance;
import io.pilothouse.desktopapp.theme.Density;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
  @TempDir Path folder;

  @Test
  void whatWasChosenIsThereAtTheNextStart() {
    var chosen =
        new Settings(Language.KOREAN, Appearance.LIGHT, Density.COMPACT, 1_600, 1_000, "alerts");
    new SettingsFile(folder.resolve("new")).write(chosen);
    assertThat(new SettingsFile(folder.resolve("new")).read()).isEqualTo(chosen);
  }

  @Test
  void whatCannotBeReadCountsAsNeverChosen() throws IOException {
    Files.writeString(
        folder.resolve("desktop.properties"),
        "language=klingon\nwidth=-3\nappearance=light\n\\u00");
    assertThat(new SettingsFile(folder).read()).isEqualTo(Settings.initial());
    Files.writeString(
        folder.resolve("desktop.properties"), "language=klingon\nwidth=-3\nappearance=light\n");
    Settings read = new SettingsFile(folder).read();
    assertThat(read.appearance()).isEqualTo(Appearance.LIGHT);
    assertThat(read.width()).isEqualTo(Settings.initial().width());
    assertThat(read.language()).isEqualTo(Settings.initial().language());
  }
}
