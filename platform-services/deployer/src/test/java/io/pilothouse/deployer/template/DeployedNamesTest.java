package io.pilothouse.deployer.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.deployer.values.ValuesFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeployedNamesTest {
  static List<String> systems() {
    return TemplateFixture.systems();
  }

  @ParameterizedTest
  @MethodSource("systems")
  void theServicesAreToldTheNamesThatAreDeployed(String system) {
    var blueprint = TemplateFixture.blueprint(system);
    var template = SystemTemplate.of(blueprint, TemplateFixture.target());
    var deployed = template.deployed(blueprint);
    String values = ValuesFile.of(deployed).getFirst().text();
    for (var resource : template.resources()) {
      switch (resource.type()) {
        case DATABASE_SERVER ->
            assertThat(values).contains(resource.name() + ".postgres.database.azure.com");
        case REGISTRY -> assertThat(values).contains(resource.name() + ".azurecr.io");
        case VAULT -> assertThat(values).contains(resource.name());
        default -> {}
      }
    }
    // A plan of what was deployed is the same plan.
    assertThat(SystemTemplate.of(deployed, TemplateFixture.target()).template())
        .isEqualTo(template.template());
  }

  @Test
  void everythingElseOfTheBlueprintStandsAsItDid() {
    var blueprint = TemplateFixture.blueprint("tripgen-prod");
    var deployed = SystemTemplate.of(blueprint, TemplateFixture.target()).deployed(blueprint);
    assertThat(deployed.services()).isEqualTo(blueprint.services());
    assertThat(deployed.relations()).isEqualTo(blueprint.relations());
    assertThat(deployed.network()).isEqualTo(blueprint.network());
    assertThat(deployed.alertRules()).isEqualTo(blueprint.alertRules());
    assertThat(deployed.statements()).isEqualTo(blueprint.statements());
  }
}
