package io.pilothouse.localtwin.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.localtwin.scenario.Scenario.Happening;
import io.pilothouse.localtwin.scenario.Scenario.Milestone;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The language of scenarios: what it says, and how it complains. */
class ScenarioReaderTest {

  private static final String SOUND =
      """
      scenario: release-crash-loop
      title: {en: A release crashes, ko: 릴리스가 종료됩니다}
      story: {en: It crashes., ko: 종료됩니다.}
      cast:
        service: {kind: service, traits: [several-pods]}
      steps:
        - {at: 5s, fault: release, service: $service, behavior: crash, label: bad}
        - {on: action, after: 10s, mend: bad}
      signal:
        - {health: $service, at-least: degraded}
      cause: {kind: release-crash-loop, component: $service}
      respond:
        - {on: cause, rollback: $service}
      solved:
        - {health: $service, no-worse-than: caution}
      within: 3m
      """;

  private static final Blueprint TRIPGEN = ShippedSystems.load("tripgen-prod").orElseThrow();

  @Test
  void readsStepsWithTheirMoments() {
    Scenario scenario = ScenarioReader.read("x.yaml", SOUND);

    assertThat(scenario.within()).isEqualTo(Duration.ofMinutes(3));
    assertThat(scenario.steps().getFirst().happening())
        .isEqualTo(
            new Happening.Break("release", Map.of("service", "$service", "behavior", "crash")));
    assertThat(scenario.steps().getLast().at())
        .isEqualTo(new Scenario.Moment(Milestone.ACTION, Duration.ofSeconds(10)));
  }

  static List<Arguments> mistakes() {
    return List.of(
        Arguments.of(
            "fault: release,",
            "fault: explode,",
            "x.yaml:7: there is no fault 'explode'; there is"),
        Arguments.of(
            "behavior: crash",
            "mood: crash",
            "x.yaml:7: the fault 'release' has no 'mood'; it has service, behavior"),
        Arguments.of(", behavior: crash", "", "x.yaml:7: the fault 'release' needs 'behavior'"),
        Arguments.of("mend: bad", "mend: good", "x.yaml:8: no step has the label 'good'"),
        Arguments.of(
            "at: 5s",
            "at: soon",
            "x.yaml:7: 'soon' cannot be read: a duration is written as 500ms, 30s, 5m or 1h"),
        Arguments.of(
            "on: cause",
            "on: tuesday",
            "x.yaml:13: 'tuesday' is none of begin, signal, cause, action"),
        Arguments.of(
            "within: 3m", "whithin: 3m", "'whithin' is not known here; expected is one of"),
        Arguments.of("rollback:", "undo:", "'undo' is not known here"),
        Arguments.of(
            "kind: service,",
            "kind: server-room,",
            "x.yaml:5: 'server-room' is none of service, server, replica"),
        Arguments.of(
            "{en: It crashes.,", "{fr: Non.,", "is not known here; expected is one of en, ko"),
        Arguments.of("degraded", "sad", "x.yaml:10: 'sad' is none of critical, degraded"));
  }

  @ParameterizedTest(name = "{0} → {1}")
  @MethodSource("mistakes")
  void complainsWithTheLineAndWhatIsExpected(String part, String instead, String complaint) {
    assertThat(SOUND).contains(part);

    assertThatThrownBy(() -> ScenarioReader.read("x.yaml", SOUND.replace(part, instead)))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining(complaint);
  }

  @Test
  void saysWhereTextIsNoYaml() {
    assertThatThrownBy(() -> ScenarioReader.read("x.yaml", "scenario: [a\nb: c"))
        .isInstanceOf(ScenarioException.class)
        .hasMessageStartingWith("x.yaml:2");
  }

  @Test
  void isRefusedWithTheLineOfTheRoleThatTheSystemDoesNotHave() {
    Scenario scenario =
        ScenarioReader.read(
            "x.yaml", SOUND.replace("kind: service, traits: [several-pods]", "kind: external"));

    assertThatThrownBy(() -> Casting.of(scenario, TRIPGEN))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining("x.yaml:5")
        .hasMessageContaining("the system has no external");
  }

  @Test
  void complainsOfATraitThatThereIsNot() {
    Scenario scenario = ScenarioReader.read("x.yaml", SOUND.replace("several-pods", "green"));

    assertThatThrownBy(() -> Casting.of(scenario, TRIPGEN))
        .hasMessageContaining("x.yaml:5: a service has no trait 'green'; there is");
  }

  @Test
  void fillsRolesAndTheirNames() {
    Casting casting = Casting.of(ScenarioReader.read("x.yaml", SOUND), TRIPGEN);

    assertThat(casting.fill("$service of $service.deployment"))
        .isEqualTo("user-service of user-service");
    assertThatThrownBy(() -> casting.fill("$nobody")).isInstanceOf(ScenarioException.class);
  }

  static List<Scenario> shipped() {
    return ShippedScenarios.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shipped")
  void everyShippedScenarioFitsASystem(Scenario scenario) {
    assertThat(ShippedSystems.keys())
        .anySatisfy(key ->
            assertThat(Casting.misfit(scenario, ShippedSystems.load(key).orElseThrow())).isEmpty());
  }
}
