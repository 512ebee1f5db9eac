package io.pilothouse.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.localtwin.scenario.Casting;
import io.pilothouse.localtwin.scenario.Scenario;
import io.pilothouse.localtwin.scenario.ScenarioReader;
import io.pilothouse.localtwin.scenario.ShippedScenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a runbook says of its rehearsal is so: the scenario is there and brings that cause. */
class RehearsedRunbooksTest {
  private static final Path FOLDER = Page.ROOT.resolve("docs/runbooks");
  private static final Pattern REHEARSAL =
      Pattern.compile("\\./pilothouse rehearse (\\S+)(?: --system (\\S+))?");

  private record Rehearsal(String scenario, String system) {}

  @Test
  void everyShippedScenarioStandsInTheRunbookOfItsCause() throws IOException {
    for (Scenario scenario : ShippedScenarios.all()) {
      String kind = scenario.cause().kinds().getFirst();
      assertThat(rehearsals(kind))
          .as("docs/runbooks/" + kind + ".md")
          .extracting(Rehearsal::scenario)
          .contains(scenario.name());
    }
  }

  @Test
  void everyRunbookOfACauseIsRehearsedBySomethingThatBringsIt() throws IOException {
    for (Path page : runbooks()) {
      String kind = String.valueOf(page.getFileName()).replace(".md", "");
      List<Rehearsal> named = rehearsals(kind);
      assertThat(named).as(kind).isNotEmpty();
      boolean alone = !Files.readString(page).contains("No scenario makes it alone");
      for (Rehearsal rehearsal : named) {
        Scenario scenario = scenario(rehearsal.scenario());
        assertThat(scenario.cause().kinds().contains(kind) || !alone)
            .as("%s brings %s", rehearsal, kind)
            .isTrue();
        assertThat(Casting.misfit(scenario, ShippedSystems.load(rehearsal.system()).orElseThrow()))
            .as(rehearsal.toString())
            .isEmpty();
      }
    }
  }

  private static Scenario scenario(String name) throws IOException {
    return name.endsWith(".yaml")
        ? ScenarioReader.read(name, Files.readString(Page.ROOT.resolve(name)))
        : ShippedScenarios.load(name).orElseThrow();
  }

  private static List<Path> runbooks() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(f -> f.toString().endsWith(".md"))
          .filter(f -> !f.toString().matches(".*/(README|rollback|failover|deploy)\\.md"))
          .toList();
    }
  }

  private static List<Rehearsal> rehearsals(String kind) throws IOException {
    return REHEARSAL
        .matcher(Files.readString(FOLDER.resolve(kind + ".md")))
        .results()
        .map(r -> new Rehearsal(r.group(1), Optional.ofNullable(r.group(2)).orElse("tripgen-prod")))
        .toList();
  }
}
