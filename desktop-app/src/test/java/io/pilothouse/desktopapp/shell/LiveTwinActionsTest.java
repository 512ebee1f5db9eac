package io.pilothouse.desktopapp.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pilothouse.desktopapp.launch.OpenSystem;
import io.pilothouse.desktopapp.launch.OpenTwin;
import io.pilothouse.desktopapp.live.FxThread;
import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.settings.Settings;
import io.pilothouse.desktopapp.text.Language;
import io.pilothouse.desktopapp.text.Texts;
import io.pilothouse.desktopapp.theme.Appearance;
import io.pilothouse.desktopapp.theme.Density;
import io.pilothouse.desktopapp.theme.Theme;
import io.pilothouse.sharedmodel.action.Intent;
import io.pilothouse.sharedmodel.stream.Session;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Both actions clicked through on a live twin, their results read from the screen. */
@ExtendWith(ApplicationExtension.class)
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class LiveTwinActionsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @RegisterExtension static final OpenTwin OPEN = new OpenTwin();

  @Start
  void start(Stage stage) {
    OpenSystem open = OPEN.system();
    var ui = new FxThread();
    var live = new LiveSession(open.session(), ui, ui.frames(), open.clock());
    var texts = new Texts(Language.ENGLISH);
    var settings =
        new Settings(
            Language.ENGLISH, Appearance.DARK, Density.COMFORTABLE, 1_000, 900, "topology");
    var workspace =
        new Workspace(
            live,
            texts,
            new Preferences(settings, texts, kept -> {}),
            open.operator(),
            List.of(new SystemChoice("tripgen-prod", "TripGen", progress -> open.session())),
            "tripgen-prod",
            key -> {});
    Theme.install(Appearance.DARK);
    var scene = new Scene(new StackPane(workspace.node()), 1_000, 900);
    Theme.apply(scene, Appearance.DARK, Density.COMFORTABLE);
    stage.setScene(scene);
    stage.setX(0);
    stage.setY(0);
    stage.show();
    workspace.focus();
  }

  @Test
  void aFailoverAndARollbackAreClickedThroughAndTheirResultsAreRead(FxRobot robot) {
    allowed(new Intent.Failover("postgresql-server", Intent.FailoverMode.PLANNED));
    press(robot, KeyCode.DIGIT6);
    run(robot, "#plan-failover-planned-postgresql-server", "postgresql-server");
    assertThat(text(robot, "#run-outcome")).isEqualTo("Succeeded");
    assertThat(text(robot, "#run-lost-rows")).isEqualTo("0");
    assertThat(text(robot, "#run-write-gap")).matches("[0-9.,]+\u2009(ms|s)");
    robot.clickOn("#dialog-close");

    allowed(new Intent.Rollback("user-service", Optional.empty()));
    run(robot, "#plan-rollback-user-service", "user-service");
    assertThat(text(robot, "#run-outcome")).isEqualTo("Succeeded");
  }

  /** Plans on the screen, types the name, confirms, and waits for the end. */
  private static void run(FxRobot robot, String plan, String typed) {
    shows(robot, plan);
    robot.clickOn(plan);
    shows(robot, "#dialog-typed");
    robot.clickOn("#dialog-typed").write(typed);
    robot.clickOn("#dialog-confirm");
    shows(robot, "#run-outcome");
    patiently().until(() -> !text(robot, "#run-outcome").equals("Running"));
    WaitForAsyncUtils.waitForFxEvents();
  }

  /** Waits until no guard blocks: the twin has warmed up, or the run before has settled. */
  private static void allowed(Intent intent) {
    Session session = OPEN.session();
    patiently().ignoreExceptions().until(() -> session.plan(intent).join().allowed());
  }

  private static void press(FxRobot robot, KeyCode key) {
    robot.press(key).release(key);
  }

  private static String text(FxRobot robot, String selector) {
    return Screen.look(() -> robot.lookup(selector).queryLabeled().getText());
  }

  private static void shows(FxRobot robot, String selector) {
    Screen.shows(robot, selector, PATIENCE);
  }

  private static ConditionFactory patiently() {
    return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200));
  }
}
