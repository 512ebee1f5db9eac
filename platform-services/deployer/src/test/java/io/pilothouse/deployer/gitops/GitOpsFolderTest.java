package io.pilothouse.deployer.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.deployer.plan.StagedTemplate;
import io.pilothouse.deployer.template.DeploymentTarget;
import io.pilothouse.deployer.template.SystemTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GitOpsFolderTest {
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
}
