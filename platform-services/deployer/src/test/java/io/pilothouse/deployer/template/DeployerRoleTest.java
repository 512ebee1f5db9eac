package io.pilothouse.deployer.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The Azure role of who deploys has what the templates of all systems need, and no more; with
 * {@code -Dgoldens=write} its actions are written anew.
 */
class DeployerRoleTest {
  private static final Path ROLE =
      Path.of(System.getProperty("project.root"))
          .resolve("docs/permissions/azure/pilothouse-deployer.json");

  /** What a deployment asks for beside its resources. */
  private static final List<String> OF_A_DEPLOYMENT =
      List.of(
          "Microsoft.Authorization/locks/read",
          "Microsoft.ContainerService/locations/kubernetesVersions/read",
          "Microsoft.ContainerService/managedClusters/listClusterUserCredential/action",
          "Microsoft.KeyVault/deletedVaults/read",
          "Microsoft.KeyVault/vaults/deploy/action",
          "Microsoft.Resources/deployments/operationStatuses/read",
          "Microsoft.Resources/deployments/read",
          "Microsoft.Resources/deployments/whatIf/action",
          "Microsoft.Resources/deployments/write",
          "Microsoft.Resources/subscriptions/locations/read",
          "Microsoft.Resources/subscriptions/operationresults/read",
          "Microsoft.Resources/subscriptions/resourceGroups/delete",
          "Microsoft.Resources/subscriptions/resourceGroups/read",
          "Microsoft.Resources/subscriptions/resourceGroups/write");

  /** What Azure asks for on a resource that another one is tied to, by its type. */
  private static final Map<String, List<String>> TIED =
      Map.of(
          "Microsoft.Network/virtualNetworks", List.of("join/action"),
          "Microsoft.Network/networkSecurityGroups", List.of("join/action"),
          "Microsoft.Network/publicIPAddresses", List.of("join/action"),
          "Microsoft.Network/privateDnsZones", List.of("join/action"),
          "Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies",
              List.of("join/action"),
          "Microsoft.Network/frontdoorWebApplicationFirewallPolicies", List.of("join/action"),
          "Microsoft.ManagedIdentity/userAssignedIdentities", List.of("assign/action"),
          "Microsoft.OperationalInsights/workspaces", List.of("sharedkeys/read"));

  private static final Pattern SUBNET =
      Pattern.compile("/providers/Microsoft\\.Network/virtualNetworks/[^/\"]+/subnets/");
  private static final Pattern ENDPOINT_OF =
      Pattern.compile("\"privateLinkServiceId\":\"([^\"]+)\"");
  private static final Pattern KEYS_OF = Pattern.compile("listKeys\\('([^']+)'");

  @Test
  void theRoleHasWhatTheTemplatesNeedAndNoMore() throws IOException {
    Set<String> needed = new TreeSet<>(Comparator.comparing(a -> a.toLowerCase(Locale.ROOT)));
    needed.addAll(OF_A_DEPLOYMENT);
    for (String system : TemplateFixture.systems()) {
      templates(system).forEach(template -> collect(template, needed));
    }
    var json = new ObjectMapper();
    JsonNode role = json.readTree(Files.readString(ROLE));
    if ("write".equals(System.getProperty("goldens"))) {
      String list = String.join("\",\n    \"", needed);
      Files.writeString(
          ROLE,
          Files.readString(ROLE)
              .replaceFirst(
                  "(?s)\"Actions\": \\[.*?]", "\"Actions\": [\n    \"" + list + "\"\n  ]"));
      role = json.readTree(Files.readString(ROLE));
    }
    assertThat(role.path("Actions").valueStream().map(JsonNode::asText))
        .as("run this test with -Dgoldens=write and read the change")
        .containsExactlyElementsOf(needed);
  }

  /** As the document has it, and with everything that an operator can give. */
  private static Stream<SystemTemplate> templates(String system) {
    return Stream.of(TemplateFixture.target(), TemplateFixture.completeTarget())
        .map(target -> SystemTemplate.of(TemplateFixture.blueprint(system), target));
  }

  private static void collect(SystemTemplate template, Set<String> needed) {
    for (TemplateResource resource : template.resources()) {
      String type = resource.type().type();
      needed.add(type + "/read");
      needed.add(type + "/write");
      String fields = resource.fields().toString();
      if (SUBNET.matcher(fields).find()) {
        needed.add("Microsoft.Network/virtualNetworks/subnets/join/action");
      }
      for (TemplateResource other : template.resources()) {
        if (!other.id().equals(resource.id()) && fields.contains("\"" + other.id() + "\"")) {
          TIED.getOrDefault(other.type().type(), List.of())
              .forEach(tie -> needed.add(other.type().type() + "/" + tie));
        }
      }
      types(template, ENDPOINT_OF, fields)
          .forEach(t -> needed.add(t + "/privateEndpointConnectionsApproval/action"));
      types(template, KEYS_OF, fields).forEach(t -> needed.add(t + "/listKeys/action"));
    }
  }

  /** The types of the resources whose ids a pattern finds. */
  private static Stream<String> types(SystemTemplate template, Pattern pattern, String fields) {
    return pattern
        .matcher(fields)
        .results()
        .flatMap(found -> template.resource(found.group(1)).stream())
        .map(resource -> resource.type().type());
  }
}
