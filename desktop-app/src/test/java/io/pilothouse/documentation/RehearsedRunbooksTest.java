package io.pilothouse.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.localtwin.scenario.Scenario;
import io.pilothouse.localtwin.scenario.ScenarioReader;
import io.pilothouse.localtwin.scenario.ShippedScenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a runbook says of its rehearsal is so: the scenario is there and brings that cause. */
class RehearsedRunbooksTest {
  private static final Path FOLDER = Page.ROOT.resolve("docs/runbooks");
  private static final Pattern REHEARSAL = Pattern.compile("\\./pilothouse rehearse (\\S+)");

  @Test
  void everyShippedScenarioStandsInTheRunbookOfItsCause() throws IOException {
    for (Scenario scenario : ShippedScenarios.all()) {
      String kind = scenario.cause().kinds().getFirst();
      assertThat(rehearsals(kind)).as("docs/runbooks/" + kind + ".md").contains(scenario.name());
    }
  }

  @Test
  void everyRunbookOfACauseIsRehearsedBySomethingThatBringsIt() throws IOException {
    for (Path page : runbooks()) {
      String kind = String.valueOf(page.getFileName()).replace(".md", "");
      List<String> named = rehearsals(kind);
      assertThat(named).as(kind).isNotEmpty();
      boolean alone = !Files.readString(page).contains("No scenario makes it alone");
      for (String name : named) {
        Scenario scenario = scenario(name);
        assertThat(scenario.cause().kinds().contains(kind) || !alone)
            .as("%s brings %s", name, kind)
            .isTrue();
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
          .filter(f -> !f.toString().matches(".*/(README|rollback|failover)\\.md"))
          .toList();
    }
  }

  private static List<String> rehearsals(String kind) throws IOException {
    return REHEARSAL
        .matcher(Files.readString(FOLDER.resolve(kind + ".md")))
        .results()
        .map(r -> r.group(1))
        .toList();
  }
}
