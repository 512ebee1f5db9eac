package io.pilothouse.deployer.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.deployer.chart.HelmChart;
import io.pilothouse.deployer.chart.ReleaseValues;
import io.pilothouse.deployer.plan.StagedTemplate;
import io.pilothouse.deployer.template.DeploymentTarget;
import io.pilothouse.deployer.template.SystemTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GitOpsFolderTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));

  @TempDir Path folder;

  static List<String> systems() {
    return ShippedSystems.keys();
  }

  private static GitOpsFolder gitOps(String system) {
    var blueprint = ShippedSystems.load(system).orElseThrow();
    return new GitOpsFolder(
        blueprint,
        new StagedTemplate(
            SystemTemplate.of(
                blueprint, DeploymentTarget.of("sub", "tenant").accepting(Set.of("all")))),
        new GitOpsFolder.Source("https://example.com/team/estate.git", "main", "gitops/" + system));
  }

  @ParameterizedTest
  @MethodSource("systems")
  void theApplicationSetLeadsToFilesThatAreThere(String system) throws IOException {
    var files = gitOps(system).files();

    JsonNode set = new YAMLMapper().readTree(files.get("applicationset.yaml"));
    assertThat(set.path("kind").asText()).isEqualTo("ApplicationSet");
    JsonNode own = set.at("/spec/generators/0/list/elements/1");
    assertThat(own.path("wave").asText()).isEqualTo("2");
    assertThat(files).containsKey("values/" + own.path("values").asText());
    assertThat(files).containsKeys("azure/1-network.json", "azure/1-network.parameters.json");
    // No secret, and no place for one that would be committed.
    files.forEach((name, text) -> {
      if (name.endsWith(".parameters.json")) {
        assertThat(text).doesNotContain("Password\" : {\n      \"value\"");
      }
    });
  }

  @Test
  void whatIsTheSameIsLeftAloneAndWhatTheTeamFilledInAlways() throws IOException {
    assertThat(gitOps("tripgen-prod").write(folder)).isNotEmpty();
    assertThat(gitOps("tripgen-prod").write(folder)).isEmpty();

    Files.writeString(folder.resolve("values/deployment.yaml"), "image: {tag: \"1.4.0\"}\n");
    Files.writeString(folder.resolve("applicationset.yaml"), "touched");
    assertThat(gitOps("tripgen-prod").write(folder)).containsExactly("applicationset.yaml");
    assertThat(folder.resolve("values/deployment.yaml")).hasContent("image: {tag: \"1.4.0\"}\n");
  }

  @Test
  void whoseAutoscalersNeedAnAdapterIsToldTheCommand() {
    assertThat(gitOps("tripgen-prod").files().get("README.md"))
        .contains("The autoscalers of ai-service, trip-service, user-service follow")
        .contains("-n monitoring \\\n  --set rules.existing=tripgen-prod-prometheus-adapter");
    assertThat(gitOps("kt-event-marketing-prod").files().get("README.md"))
        .doesNotContain("prometheus-adapter");
  }

  /** As a team that has filled in its two files would have them synced. */
  @Test
  void theChartsTakeTheFilesThatTheApplicationSetGivesThem() throws Exception {
    gitOps("tripgen-prod").write(folder);
    Path values = folder.resolve("values");
    for (String own : List.of("platform.yaml", "deployment.yaml")) {
      Path file = values.resolve(own);
      String blank = Files.readString(file);
      assertThat(blank).contains(": \"\"");
      Files.writeString(
          file,
          blank
              .replace("url: \"\"", "url: jdbc:postgresql://host:5432/auth?sslmode=require")
              .replace("tag: \"\"", "tag: 1.0.0")
              .replace("existingSecret: \"\"", "existingSecret: platform")
              .replace(": \"\"", ": 00000000-0000-0000-0000-000000000001")
              .replace("idrs: []", "idrs: [10.0.2.4/32]"));
    }
    JsonNode elements =
        new YAMLMapper()
            .readTree(folder.resolve("applicationset.yaml").toFile())
            .at("/spec/generators/0/list/elements");
    assertThat(elements).hasSize(2);
    for (JsonNode element : elements) {
      Path chart = ROOT.resolve("helm").resolve(element.path("chart").asText());
      List<Path> files =
          List.of(
              values.resolve(element.path("values").asText()),
              values.resolve(element.path("deployment").asText()));
      var given =
          new ReleaseValues(
              element.path("name").asText(),
              element.path("namespace").asText(),
              files,
              Map.of(),
              Optional.empty());
      assertThat(new HelmChart(chart).render(given)).contains("kind: NetworkPolicy");
    }
  }
}
