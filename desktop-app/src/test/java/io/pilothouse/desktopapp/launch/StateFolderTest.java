package io.pilothouse.desktopapp.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateFolderTest {
  private static final Path HOME = Path.of("/home/operator");

  @Test
  void aChosenHomeWinsOverThePlatformsFolder() {
    var folder =
        StateFolder.of(Map.of("PILOTHOUSE_HOME", "/srv/p", "XDG_STATE_HOME", "/x"), "Linux", HOME);
    assertThat(folder.path()).isEqualTo(Path.of("/srv/p"));
    assertThat(folder.journal("twin")).isEqualTo(Path.of("/srv/p/journal/twin"));
  }

  @Test
  void eachPlatformHasItsOwnFolder() {
    assertThat(StateFolder.of(Map.of(), "Linux", HOME).path())
        .isEqualTo(HOME.resolve(".local/state/pilothouse"));
    assertThat(StateFolder.of(Map.of("XDG_STATE_HOME", "/x"), "Linux", HOME).path())
        .isEqualTo(Path.of("/x/pilothouse"));
    assertThat(StateFolder.of(Map.of(), "Mac OS X", HOME).path())
        .isEqualTo(HOME.resolve("Library/Application Support/Pilothouse"));
  }

  @Test
  void aWindowNeedsADisplayOnLinuxOnly() {
    var plain = new java.util.Properties();
    assertThat(Display.obstacle(Map.of(), "Linux", plain)).isPresent();
    assertThat(Display.obstacle(Map.of("DISPLAY", ":0"), "Linux", plain)).isEmpty();
    assertThat(Display.obstacle(Map.of("WAYLAND_DISPLAY", "w"), "Linux", plain)).isEmpty();
    assertThat(Display.obstacle(Map.of(), "Mac OS X", plain)).isEmpty();
  }
}
