package io.pilothouse.deployer.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field of a template is one that Azure knows. */
class TemplateShapesTest {
  static List<String> systems() {
    return TemplateFixture.systems();
  }

  @ParameterizedTest
  @MethodSource("systems")
  void everyFieldIsKnown(String system) throws IOException {
    var template =
        SystemTemplate.of(TemplateFixture.blueprint(system), TemplateFixture.completeTarget());
    assertThat(unknown(template)).isEmpty();
  }

  @Test
  void managedRedisAndIntegratedServersAreKnownToo() throws IOException {
    var blueprint =
        TemplateFixture.blueprint(
            "tripgen-prod",
            text ->
                text.replace("    tier: Premium\n    capacity: P2", "    tier: Balanced")
                    .replace(
                        "    privateEndpoint: true\n    firewall",
                        "    privateEndpoint: false\n    firewall")
                    .replaceFirst(
                        "(?s)    - id: private-endpoint-postgresql.*?(?=    - id: private-endpoint-redis)",
                        "")
                    .replace("        location: koreasouth", "        location: koreacentral"));
    var template = SystemTemplate.of(blueprint, TemplateFixture.completeTarget());
    assertThat(template.resources())
        .extracting(TemplateResource::type)
        .contains(ResourceType.MANAGED_REDIS, ResourceType.MANAGED_REDIS_DATABASE);
    assertThat(template.template().toString()).contains("delegatedSubnetResourceId");
    assertThat(unknown(template)).isEmpty();
  }

  @Test
  void aMisspeltFieldIsFound() throws IOException {
    for (TemplateResource resource :
        SystemTemplate.of(
                TemplateFixture.blueprint("kt-event-marketing-prod"),
                TemplateFixture.completeTarget())
            .resources()) {
      ObjectNode json = resource.json();
      json.withObject("/properties").put("misspelt", "x");
      // A zone and a workspace have no properties that anybody sets.
      if (resource.fields().has("properties")) {
        assertThat(KnownShapes.unknown(json)).as(resource.id()).contains("properties.misspelt");
      }
    }
  }

  @Test
  void aMisspeltFieldDeepInsideIsFound() throws IOException {
    TemplateResource cluster =
        TemplateFixture.template("tripgen-prod").resources().stream()
            .filter(r -> r.type() == ResourceType.CLUSTER)
            .findFirst()
            .orElseThrow();
    ObjectNode json = cluster.json();
    var pools = (ArrayNode) json.at("/properties/agentPoolProfiles");
    ((ObjectNode) pools.get(1)).put("availabiltyZones", "1");
    assertThat(KnownShapes.unknown(json))
        .containsExactly("properties.agentPoolProfiles[1].availabiltyZones");
  }

  private static List<String> unknown(SystemTemplate template) throws IOException {
    var all = new ArrayList<String>();
    for (var resource : template.template().path("resources")) {
      for (String field : KnownShapes.unknown(resource)) {
        all.add(
            resource.path("type").asText() + " " + resource.path("name").asText() + ": " + field);
      }
    }
    return all;
  }
}
