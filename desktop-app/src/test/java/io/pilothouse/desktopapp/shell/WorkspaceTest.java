package io.pilothouse.desktopapp.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pilothouse.desktopapp.live.FxThread;
import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.navigation.ViewId;
import io.pilothouse.desktopapp.settings.Settings;
import io.pilothouse.desktopapp.testsystem.Moments;
import io.pilothouse.desktopapp.testsystem.TravelSession;
import io.pilothouse.desktopapp.text.Language;
import io.pilothouse.desktopapp.text.Texts;
import io.pilothouse.desktopapp.theme.Appearance;
import io.pilothouse.desktopapp.theme.Density;
import io.pilothouse.desktopapp.theme.Theme;
import io.pilothouse.desktopapp.update.Release;
import io.pilothouse.desktopapp.update.ReleaseVersion;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The window as an operator uses it, on a small system in memory. */
@ExtendWith(ApplicationExtension.class)
class WorkspaceTest {
  private final Moments clock = new Moments();
  private final TravelSession session = new TravelSession(clock);
  private final AtomicReference<Settings> kept = new AtomicReference<>(Settings.initial());
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<Preferences> preferences = new ArrayList<>();
  private Texts texts = new Texts(Language.ENGLISH);

  @Start
  void start(Stage stage) {
    var ui = new FxThread();
    var live = new LiveSession(session, ui, ui.frames(), clock);
    var settings =
        new Settings(
            Language.ENGLISH, Appearance.DARK, Density.COMFORTABLE, 1_000, 900, "topology");
    texts = new Texts(Language.ENGLISH);
    var workspace =
        new Workspace(
            live,
            texts,
            preferences(settings),
            "operator",
            List.of(new SystemChoice("tripgen-prod", "TripGen", progress -> session)),
            "tripgen-prod",
            key -> {});
    open.add(workspace::dispose);
    Theme.install(Appearance.DARK);
    var root = new StackPane(workspace.node());
    var scene = new Scene(root, 1_000, 900);
    Theme.apply(scene, Appearance.DARK, Density.COMFORTABLE);
    stage.setScene(scene);
    stage.setX(0);
    stage.setY(0);
    stage.show();
    workspace.focus();
  }

  private Preferences preferences(Settings settings) {
    preferences.add(new Preferences(settings, texts, kept::set));
    return preferences.getLast();
  }

  @AfterEach
  void dispose() {
    WaitForAsyncUtils.waitForAsyncFx(
        10_000,
        () -> {
          for (AutoCloseable each : open) {
            each.close();
          }
          return true;
        });
  }

  @Test
  void numberKeysOpenTheViewsAndEscapeGoesBack(FxRobot robot) {
    for (ViewId view : ViewId.values()) {
      robot.press(digit(view)).release(digit(view));
      shows(robot, "#view-" + view.key());
    }
    robot.press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
    shows(robot, "#view-actions");
    assertThat(kept.get().view()).isEqualTo("actions");
  }

  @Test
  void theRunbookOfTheCauseIsReadInTheWindowAndEscapeLeavesIt(FxRobot robot) {
    robot.press(digit(ViewId.DATA)).release(digit(ViewId.DATA));
    shows(robot, "#why-runbook");
    robot.clickOn("#why-runbook");
    shows(robot, "#runbook");
    assertThat(robot.lookup("#runbook .dialog-title").queryLabeled().getText())
        .isEqualTo("A release crashes");
    assertThat(robot.lookup("#runbook .runbook-commands").queryAll()).isNotEmpty();
    robot.press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
    assertThat(robot.lookup("#runbook-close").tryQuery()).isEmpty();
    shows(robot, "#view-data");
  }

  @Test
  void aCardThatIsClickedShowsItsFactsWithTheirAge(FxRobot robot) {
    shows(robot, "#card-postgresql-server");
    robot.clickOn("#card-postgresql-server");
    shows(robot, "#inspector-name");
    assertThat(words(robot, "#inspector"))
        .contains("Azure Database for PostgreSQL Flexible Server", "Connections", "74")
        .anyMatch(w -> w.contains("tripgen-physical-architecture-prod.md:1:"));
  }

  @Test
  void thePaletteFindsAComponentAndGoesThere(FxRobot robot) {
    robot.press(KeyCode.SHORTCUT, KeyCode.K).release(KeyCode.K, KeyCode.SHORTCUT);
    shows(robot, "#palette-field");
    robot.write("redis");
    robot.press(KeyCode.ENTER).release(KeyCode.ENTER);
    shows(robot, "#inspector-name");
    assertThat(words(robot, "#inspector")).contains("Azure Cache for Redis Premium");
  }

  @Test
  void aNewerReleaseIsSaidInACornerAndAskingForItIsSwitchedOff(FxRobot robot) {
    assertThat(robot.lookup("#newer-release").query().isVisible()).isFalse();
    var release =
        new Release(
            ReleaseVersion.parse("9.1.0").orElseThrow(), URI.create("https://example.org/9.1.0"));
    robot.interact(() -> preferences.getFirst().newer().set(Optional.of(release)));
    shows(robot, "#newer-release");
    assertThat(robot.lookup("#newer-release").queryLabeled().getText()).isEqualTo("New: 9.1.0");
    robot.press(KeyCode.SHORTCUT, KeyCode.K).release(KeyCode.K, KeyCode.SHORTCUT);
    shows(robot, "#palette-field");
    robot.write("stop asking");
    robot.press(KeyCode.ENTER).release(KeyCode.ENTER);
    await().atMost(Duration.ofSeconds(20)).until(() -> !kept.get().updateCheck());
  }

  @Test
  void theLanguageChangesAtOnceAndIsKept(FxRobot robot) {
    assertThat(words(robot, "#view-button-alerts")).contains("Alerts");
    robot.clickOn("#toggle-language");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(words(robot, "#view-button-alerts")).contains("알림"));
    assertThat(kept.get().language()).isEqualTo(Language.KOREAN);
  }

  @Test
  void aFailoverIsPlannedConfirmedByNameFollowedAndMeasured(FxRobot robot) {
    robot.press(KeyCode.DIGIT3).release(KeyCode.DIGIT3);
    shows(robot, "#plan-failover-postgresql-server");
    robot.clickOn("#plan-failover-postgresql-server");
    shows(robot, "#dialog-confirm");
    assertThat(robot.lookup("#dialog-confirm").query().isDisabled()).isTrue();
    robot.clickOn("#dialog-typed").write("postgresql-server");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> Screen.look(() -> !robot.lookup("#dialog-confirm").query().isDisabled()));
    robot.clickOn("#dialog-confirm");
    shows(robot, "#run-outcome");
    assertThat(words(robot, "#action-dialog")).contains("Running");
    session.finish();
    shows(robot, "#run-write-gap");
    assertThat(robot.lookup("#run-write-gap").queryLabeled().getText()).isEqualTo("412\u2009ms");
    assertThat(robot.lookup("#run-lost-rows").queryLabeled().getText()).isEqualTo("0");
  }

  @Test
  void aLostSourceIsSaidAboveAndWhatRestsOnItIsUnknown(FxRobot robot) {
    shows(robot, "#card-trip-service");
    session.kubernetesLost(true);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() ->
            assertThat(words(robot, "#freshness")).anyMatch(w -> w.startsWith("kubernetes lost")));
    assertThat(robot.lookup("#card-trip-service").query().getStyleClass())
        .contains("health-unknown");
  }

  private static KeyCode digit(ViewId view) {
    return KeyCode.valueOf("DIGIT" + view.digit());
  }

  private static void shows(FxRobot robot, String selector) {
    Screen.shows(robot, selector, Duration.ofSeconds(20));
  }

  private static List<String> words(FxRobot robot, String selector) {
    return robot.lookup(selector).lookup(".label").queryAll().stream()
        .map(n -> ((Labeled) n).getText())
        .collect(Collectors.toList());
  }
}
