package io.pilothouse.deployer.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every resource of a template is what Azure has published of its type. */
class TemplateShapesTest {
  private static final PublishedShapes SHAPES = PublishedShapes.read();

  static List<String> systems() {
    return TemplateFixture.systems();
  }

  @ParameterizedTest
  @MethodSource("systems")
  void everyResourceIsOfItsPublishedShape(String system) {
    assertThat(wrong(TemplateFixture.template(system))).isEmpty();
    assertThat(
            wrong(
                SystemTemplate.of(
                    TemplateFixture.blueprint(system), TemplateFixture.completeTarget())))
        .isEmpty();
  }

  @Test
  void managedRedisAndIntegratedServersAreOfTheirsToo() {
    var template =
        SystemTemplate.of(TemplateFixture.managedAndIntegrated(), TemplateFixture.completeTarget());
    assertThat(template.resources())
        .extracting(TemplateResource::type)
        .contains(ResourceType.MANAGED_REDIS, ResourceType.MANAGED_REDIS_DATABASE);
    assertThat(template.template().toString()).contains("delegatedSubnetResourceId");
    assertThat(wrong(template)).isEmpty();
  }

  @Test
  void everyTypeIsInATemplateThatIsHeldAgainstTheShapes() {
    var written = EnumSet.noneOf(ResourceType.class);
    TemplateFixture.everyKind()
        .forEach(template -> template.resources().forEach(r -> written.add(r.type())));
    assertThat(written).isEqualTo(EnumSet.allOf(ResourceType.class));
  }

  @Test
  void aMisspeltFieldIsFoundInEveryResource() {
    for (TemplateResource resource :
        SystemTemplate.of(
                TemplateFixture.blueprint("kt-event-marketing-prod"),
                TemplateFixture.completeTarget())
            .resources()) {
      ObjectNode json = resource.json();
      // A zone and a workspace have no properties that anybody sets.
      if (resource.fields().has("properties")) {
        json.withObject("/properties").put("misspelt", "x");
        assertThat(SHAPES.wrong(json))
            .as(resource.id())
            .anyMatch(reason -> reason.matches("properties(<.*>)?\\.misspelt: unknown"));
      }
      json.put("misspelt", "x");
      assertThat(SHAPES.wrong(json)).as(resource.id()).contains("misspelt: unknown");
    }
  }

  @Test
  void aMisspeltFieldDeepInsideIsFound() {
    ObjectNode json = json(ResourceType.CLUSTER);
    pool(json).put("availabiltyZones", "1");
    assertThat(SHAPES.wrong(json))
        .containsExactly("properties.agentPoolProfiles[].availabiltyZones: unknown");
  }

  @Test
  void aValueThatIsNotOnTheListIsFound() {
    ObjectNode json = json(ResourceType.CLUSTER);
    pool(json).put("osSKU", "Arch");
    ObjectNode server = json(ResourceType.DATABASE_SERVER);
    server.withObject("/properties/highAvailability").put("mode", "Zonal");
    assertThat(SHAPES.wrong(json)).singleElement().asString().contains("osSKU: Arch is none of");
    assertThat(SHAPES.wrong(server)).singleElement().asString().contains("Zonal is none of");
  }

  @Test
  void whatIsRequiredIsMissed() {
    ObjectNode json = json(ResourceType.CACHE);
    json.withObject("/properties").remove("sku");
    json.remove("location");
    assertThat(SHAPES.wrong(json))
        .containsExactlyInAnyOrder(
            "location: required and missing", "properties.sku: required and missing");
  }

  @Test
  void aFieldOfAnotherKindIsFound() {
    ObjectNode json = json(ResourceType.CLUSTER);
    json.withObject("/properties").put("enableRBAC", "yes");
    pool(json).put("count", "three");
    assertThat(SHAPES.wrong(json))
        .containsExactlyInAnyOrder(
            "properties.enableRBAC: \"yes\" is no truth",
            "properties.agentPoolProfiles[].count: \"three\" is no number");
  }

  @Test
  void aFieldThatIsOnlyReadIsFound() {
    ObjectNode json = json(ResourceType.CACHE);
    json.withObject("/properties").put("provisioningState", "Succeeded");
    assertThat(SHAPES.wrong(json)).containsExactly("properties.provisioningState: unknown");
  }

  @Test
  void anObjectOfAnotherSortHasOtherFields() {
    ObjectNode alert = json(ResourceType.METRIC_ALERT);
    alert.withObject("/properties/criteria").put("odata.type", "Microsoft.Azure.Monitor.Any");
    assertThat(SHAPES.wrong(alert)).singleElement().asString().contains("odata.type");
  }

  @Test
  void aNameThatIsTooLongIsFound() {
    ObjectNode json = json(ResourceType.CLUSTER);
    json.put("name", "k".repeat(64));
    assertThat(SHAPES.wrong(json))
        .isNotEmpty()
        .allSatisfy(reason -> assertThat(reason).startsWith("name: "));
  }

  @ParameterizedTest
  @EnumSource(ResourceType.class)
  void aNameThatWeAllowIsOneThatAzureDoes(ResourceType type) {
    String parents = "parent/".repeat(type.type().split("/").length - 2);
    for (String word : List.of("a", "a1", "a-", "a.", "a_", "1", "A")) {
      for (int length = 1; length <= 260; length++) {
        String name = word.repeat(length).substring(0, length - 1) + "a";
        if (type.allows(name)) {
          ObjectNode json = JsonNodeFactory.instance.objectNode();
          json.put("type", type.type()).put("apiVersion", type.apiVersion());
          json.put("name", parents + name);
          assertThat(SHAPES.wrong(json)).as(name).noneMatch(reason -> reason.startsWith("name: "));
        }
      }
    }
  }

  @Test
  void onlyWhatMayStandOnAnotherResourceDoes() {
    ObjectNode json = json(ResourceType.CACHE);
    json.put("scope", "/subscriptions/x");
    assertThat(SHAPES.wrong(json)).containsExactly("scope: does not stand on another resource");
  }

  @Test
  void anotherVersionHasNoShape() {
    ObjectNode json = json(ResourceType.CACHE);
    json.put("apiVersion", "2015-08-01");
    assertThat(SHAPES.wrong(json)).singleElement().asString().contains("no published shape");
  }

  private static ObjectNode json(ResourceType type) {
    return TemplateFixture.template("tripgen-prod").resources().stream()
        .filter(r -> r.type() == type)
        .findFirst()
        .orElseThrow()
        .json();
  }

  private static ObjectNode pool(ObjectNode cluster) {
    return (ObjectNode) ((ArrayNode) cluster.at("/properties/agentPoolProfiles")).get(1);
  }

  private static List<String> wrong(SystemTemplate template) {
    var all = new ArrayList<String>();
    for (JsonNode resource : template.template().path("resources")) {
      for (String reason : SHAPES.wrong(resource)) {
        all.add(
            resource.path("type").asText() + " " + resource.path("name").asText() + ": " + reason);
      }
    }
    return all;
  }
}
