package io.pilothouse.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.deployer.template.DeploymentTarget;
import io.pilothouse.deployer.template.SystemTemplate;
import io.pilothouse.deployer.template.TemplateResource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StagedTemplateTest {
  static List<String> systems() {
    return ShippedSystems.keys();
  }

  private static StagedTemplate staged(String system, String suffix) {
    return new StagedTemplate(
        SystemTemplate.of(
            ShippedSystems.load(system).orElseThrow(),
            DeploymentTarget.of("sub", "tenant").withSuffix(suffix).accepting(Set.of("all"))));
  }

  @ParameterizedTest
  @MethodSource("systems")
  void everyResourceIsInOneStageAndNoneBeforeWhatItDependsOn(String system) {
    StagedTemplate staged = staged(system, "");
    var before = new HashSet<String>();
    int count = 0;
    for (DeployStage stage : DeployStage.values()) {
      List<TemplateResource> own = staged.resources(stage);
      Set<String> ids = own.stream().map(TemplateResource::id).collect(Collectors.toSet());
      count += own.size();
      for (TemplateResource resource : own) {
        assertThat(resource.dependsOn())
            .as("what %s depends on", resource.id())
            .allMatch(id -> before.contains(id) || ids.contains(id));
        resource
            .scope()
            .filter(scope -> staged.whole().resource(scope).isPresent())
            .ifPresent(scope ->
                assertThat(before.contains(scope) || waits(staged, stage, resource, scope))
                    .as("%s waits for %s", resource.id(), scope)
                    .isTrue());
      }
      for (JsonNode resource : staged.template(stage).path("resources")) {
        resource.path("dependsOn").forEach(id -> assertThat(ids).contains(id.asText()));
      }
      before.addAll(ids);
    }
    assertThat(count).isEqualTo(staged.whole().resources().size());
  }

  private static boolean waits(
      StagedTemplate staged, DeployStage stage, TemplateResource resource, String scope) {
    for (JsonNode json : staged.template(stage).path("resources")) {
      if (json.path("name").asText().equals(resource.name())
          && json.path("scope").asText().equals(scope)) {
        return json.path("dependsOn").toString().contains("\"" + scope + "\"");
      }
    }
    return false;
  }

  @ParameterizedTest
  @MethodSource("systems")
  void aSecretIsKeptBeforeAnythingTakesIt(String system) {
    StagedTemplate staged = staged(system, "");
    for (var parameter : staged.whole().parameters()) {
      List<DeployStage> stages =
          List.of(DeployStage.values()).stream()
              .filter(s -> staged.template(s).path("parameters").has(parameter.name()))
              .toList();
      assertThat(stages).as(parameter.name()).isNotEmpty();
      if (parameter.vaultSecret().isPresent()) {
        assertThat(stages.getFirst()).as(parameter.name()).isEqualTo(DeployStage.VAULT);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("systems")
  void aDeploymentIsCalledTheSameAsLongAsItIsTheSame(String system) {
    StagedTemplate one = staged(system, "");
    assertThat(staged(system, "").deploymentName(DeployStage.DATA))
        .isEqualTo(one.deploymentName(DeployStage.DATA))
        .matches("pilothouse-data-[0-9a-f]{8}");
    assertThat(one.deploymentName(DeployStage.NETWORK))
        .isNotEqualTo(one.deploymentName(DeployStage.DATA));
  }
}
