package io.pilothouse.deployer.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.sharedmodel.sentence.Sentences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SystemTemplateTest {
  private static final Path GOLDENS =
      Path.of(
          System.getProperty("project.root"),
          "platform-services/deployer/src/test/resources/templates");
  private static final Pattern EXPRESSION =
      Pattern.compile(
          "\\[(parameters\\('\\w+'\\)"
              + "|reference\\('[^']+', '[0-9a-z-]+'\\)\\.[\\w.]+"
              + "|concat\\('[^']*', uriComponent\\(listKeys\\('[^']+', '[0-9a-z-]+'\\)\\.primaryKey\\), '[^']*'\\))]");

  static List<String> systems() {
    return TemplateFixture.systems();
  }

  @ParameterizedTest
  @MethodSource("systems")
  void isWhatItWas(String system) throws IOException {
    String template = TemplateFixture.template(system).template().toPrettyString() + "\n";
    Path golden = GOLDENS.resolve(system + ".json");
    if ("write".equals(System.getProperty("goldens"))) {
      Files.createDirectories(GOLDENS);
      Files.writeString(golden, template);
    }
    assertThat(golden)
        .as("differs; if it is meant, run this test with -Dgoldens=write and read the change")
        .hasContent(template);
  }

  @ParameterizedTest
  @MethodSource("systems")
  void everyResourceFollowsWhatItDependsOn(String system) {
    var before = new HashSet<String>();
    for (var resource : TemplateFixture.template(system).resources()) {
      assertThat(before).as(resource.id()).containsAll(resource.dependsOn());
      before.add(resource.id());
    }
  }

  @ParameterizedTest
  @MethodSource("systems")
  void whatAResourceNamesOfTheTemplateItDependsOn(String system) {
    var template = TemplateFixture.template(system);
    for (var resource : template.resources()) {
      String text = resource.fields().toString();
      for (var other : template.resources()) {
        boolean named =
            text.contains("\"" + other.id() + "\"") || text.contains("'" + other.id() + "'");
        if (named && !other.id().equals(resource.id())) {
          assertThat(reached(template, resource))
              .as(resource.id() + " names " + other.id())
              .contains(other.id());
        }
      }
    }
  }

  private static Set<String> reached(SystemTemplate template, TemplateResource from) {
    var all = new HashSet<String>(from.dependsOn());
    for (String id : from.dependsOn()) {
      all.addAll(reached(template, template.resource(id).orElseThrow()));
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("systems")
  void everyNameIsOneThatAzureTakes(String system) {
    var template = TemplateFixture.template(system);
    assertThat(template.resources().stream().filter(r -> !r.type().allows(r.ownName())))
        .extracting(TemplateResource::name)
        .isEmpty();
    assertThat(template.resources()).extracting(TemplateResource::id).doesNotHaveDuplicates();
    for (JsonNode pool : template.template().findValue("agentPoolProfiles")) {
      assertThat(pool.path("name").asText()).matches("[a-z][a-z0-9]{0,11}");
    }
  }

  @ParameterizedTest
  @MethodSource("systems")
  void onlyTheExpressionsThatAreDescribedAreUsed(String system) {
    texts(TemplateFixture.template(system).template())
        .filter(text -> text.startsWith("["))
        .forEach(text -> assertThat(text).matches(EXPRESSION));
  }

  @ParameterizedTest
  @MethodSource("systems")
  void noSecretStandsInIt(String system) {
    var template = TemplateFixture.template(system);
    for (var resource : template.resources()) {
      if (resource.type() == ResourceType.VAULT_SECRET) {
        assertThat(resource.fields().at("/properties/value").asText()).startsWith("[");
      }
      JsonNode password = resource.fields().findValue("administratorLoginPassword");
      if (password != null) {
        assertThat(password.asText()).startsWith("[parameters(");
      }
    }
    assertThat(template.parameters()).allSatisfy(p -> assertThat(p.secret()).isTrue());
    template
        .template()
        .path("parameters")
        .forEach(p -> assertThat(p.path("type").asText()).isEqualTo("securestring"));
  }

  @ParameterizedTest
  @MethodSource("systems")
  void everyAssumptionIsSaidInBothLanguages(String system) {
    for (var assumption : TemplateFixture.template(system).assumptions()) {
      for (var language : List.of(Locale.ENGLISH, Locale.KOREAN)) {
        assertThat(Sentences.in(language).say(assumption.why()))
            .doesNotContain("deploy.assumption")
            .doesNotContain("{");
      }
    }
  }

  @Test
  void namesThatMustBeUniqueAreTheSameAtEveryPlanAndOthersElsewhere() {
    var blueprint = TemplateFixture.blueprint("kt-event-marketing-prod");
    var once = SystemTemplate.of(blueprint, TemplateFixture.target());
    var again = SystemTemplate.of(blueprint, TemplateFixture.target());
    var elsewhere =
        SystemTemplate.of(
            blueprint,
            DeploymentTarget.of("00000000-0000-0000-0000-00000000000f", TemplateFixture.TENANT));
    assertThat(again).isEqualTo(once);
    assertThat(elsewhere.names().get("user-db"))
        .startsWith("user-db-")
        .isNotEqualTo(once.names().get("user-db"));
  }

  @Test
  void aNameOfTheDocumentIsKeptUnlessTheOperatorHasAnother() {
    var blueprint = TemplateFixture.blueprint("phonebill-auth-prod");
    assertThat(SystemTemplate.of(blueprint, TemplateFixture.target()).names())
        .containsEntry("postgresql", "phonebill-auth-postgresql-prod");
    assertThat(SystemTemplate.of(blueprint, TemplateFixture.target()).group().name())
        .isEqualTo("rg-phonebill-prod");
  }

  @Test
  void aReplicaFollowsItsServerIntoItsOwnRegion() {
    var template = TemplateFixture.template("phonebill-auth-prod");
    var replica = named(template, "phonebill-auth-postgresql-prod-replica-1");
    var server = named(template, "phonebill-auth-postgresql-prod");
    assertThat(replica.location()).contains("koreasouth");
    assertThat(replica.dependsOn()).contains(server.id());
    assertThat(replica.fields().at("/properties/sourceServerResourceId").asText())
        .isEqualTo(server.id());
    assertThat(server.fields().at("/properties/highAvailability/standbyAvailabilityZone").asText())
        .isEqualTo("2");
    assertThat(server.fields().at("/properties/storage/tier").asText()).isEqualTo("P30");
    assertThat(server.fields().at("/properties/backup/backupRetentionDays").asInt()).isEqualTo(35);
  }

  @Test
  void aServiceMayDoNoMoreThanItsWork() {
    var template = TemplateFixture.template("tripgen-prod");
    var roles =
        template.resources().stream()
            .filter(r -> r.type() == ResourceType.ROLE_ASSIGNMENT)
            .filter(r -> r.fields().at("/properties/principalId").asText().contains("ai-service"))
            .toList();
    String vault = "Microsoft.KeyVault/vaults/" + template.names().get("key-vault");
    assertThat(roles)
        .extracting(r -> r.scope().orElseThrow().replaceFirst(".*/providers/", ""))
        .containsExactlyInAnyOrder(
            "Microsoft.ServiceBus/namespaces/sb-tripgen-prod/queues/ai_schedule_generation",
            "Microsoft.ServiceBus/namespaces/sb-tripgen-prod/queues/location_search",
            "Microsoft.ServiceBus/namespaces/sb-tripgen-prod/queues/notification",
            vault + "/secrets/ai-service-database-password",
            vault + "/secrets/redis-cache-url");
  }

  @Test
  void aDiskTakesNoTierOfAMuchGreaterOne() {
    var blueprint =
        TemplateFixture.blueprint(
            "phonebill-auth-prod", text -> text.replace("iops: 3000", "iops: 12000"));
    assertThatThrownBy(() -> SystemTemplate.of(blueprint, TemplateFixture.target()))
        .isInstanceOf(UndeployableException.class)
        .hasMessageContaining("7500");
  }

  @Test
  void thePrefixOfAClustersNameIsOneThatDnsTakes() {
    assertThat(ClusterResources.dnsPrefix("aks_" + "a".repeat(49) + "_b"))
        .isEqualTo("aks-" + "a".repeat(49));
  }

  @Test
  void requestsAreCountedByRulesThatCount() {
    var blueprint =
        TemplateFixture.blueprint(
            "tripgen-prod", text -> text.replaceFirst("policy: .*", "policy: OWASP CRS 3.1"));
    var template = SystemTemplate.of(blueprint, TemplateFixture.target());
    assertThat(
            named(template, "waf-tripgen-prod")
                .fields()
                .at("/properties/managedRules/managedRuleSets/0/ruleSetVersion")
                .asText())
        .isEqualTo("3.2");
    assertThat(template.assumptions()).extracting(Assumption::field).contains("firewall.policy");
  }

  @Test
  void aNetworkWithoutRoomIsRefused() {
    var blueprint =
        TemplateFixture.blueprint(
            "phonebill-auth-prod",
            text ->
                text.replace("addressSpace: 10.0.0.0/16", "addressSpace: 10.0.0.0/22")
                    .replace(
                        "    - id: database-subnet\n",
                        "    - {id: other-subnet, name: Other, addressPrefix: 10.0.3.0/24}\n"
                            + "    - id: database-subnet\n"));
    assertThatThrownBy(() -> SystemTemplate.of(blueprint, TemplateFixture.target()))
        .isInstanceOf(UndeployableException.class)
        .hasMessageContaining("10.0.0.0/22")
        .hasMessageContaining("larger");
  }

  private static TemplateResource named(SystemTemplate template, String name) {
    return template.resources().stream()
        .filter(r -> r.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static java.util.stream.Stream<String> texts(JsonNode node) {
    if (node.isTextual()) {
      return java.util.stream.Stream.of(node.asText());
    }
    var items = new java.util.ArrayList<JsonNode>();
    node.forEach(items::add);
    return items.stream().flatMap(SystemTemplateTest::texts);
  }
}
