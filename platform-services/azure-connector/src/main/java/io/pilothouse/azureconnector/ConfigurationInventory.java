package io.pilothouse.azureconnector;

import io.pilothouse.operations.port.ControlException;
import io.pilothouse.sharedmodel.estate.Resource;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.ResourceKind;
import io.pilothouse.sharedmodel.estate.ServiceBusNamespace.Queue;
import io.pilothouse.sharedmodel.estate.ServiceBusNamespace.Topic;
import io.pilothouse.sharedmodel.estate.VirtualNetwork;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads how the resource group is configured beside what runs: networks, entrance, messaging, alert
 * rules, vaults. A kind that Azure refuses is left out and said; when Azure is not reached the
 * whole reading fails.
 */
final class ConfigurationInventory {
  private static final Logger log = LoggerFactory.getLogger(ConfigurationInventory.class);
  private static final String NETWORK = "2024-05-01";
  private static final String MESSAGING = "2024-01-01";
  private final AzureConnection azure;

  ConfigurationInventory(AzureConnection azure) {
    this.azure = azure;
  }

  /**
   * What was read.
   *
   * @param resources in the order of their ids
   * @param seen the kinds of which these are all
   * @param missing a sentence for each kind that was refused
   */
  record Reading(List<Resource> resources, Set<ResourceKind> seen, List<Sentence> missing) {}

  /** Reads one kind. */
  private interface Reader {
    List<? extends Resource> read() throws ControlException;
  }

  /** Everything, read now. */
  Reading read() throws ControlException {
    var work = new Work();
    work.part(
        ResourceKind.VIRTUAL_NETWORK,
        Sentence.of("azure.kind.virtual-networks"),
        () -> {
          work.networks =
              each("Microsoft.Network/virtualNetworks", NETWORK).stream()
                  .map(NetworkShapes::virtualNetwork)
                  .toList();
          return work.networks;
        });
    work.part(
        ResourceKind.NETWORK_SECURITY_GROUP,
        Sentence.of("azure.kind.network-security-groups"),
        () ->
            each("Microsoft.Network/networkSecurityGroups", NETWORK).stream()
                .map(json -> NetworkShapes.securityGroup(json, work.networks))
                .toList());
    work.part(
        ResourceKind.PRIVATE_ENDPOINT,
        Sentence.of("azure.kind.private-endpoints"),
        this::privateEndpoints);
    work.part(
        ResourceKind.APPLICATION_GATEWAY,
        Sentence.of("azure.kind.application-gateways"),
        () ->
            each("Microsoft.Network/applicationGateways", NETWORK).stream()
                .map(EntranceShapes::gateway)
                .toList());
    work.part(
        ResourceKind.FIREWALL_POLICY,
        Sentence.of("azure.kind.web-application-firewall-policies"),
        () -> {
          var policies = new ArrayList<ArmJson>();
          policies.addAll(
              each("Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies", NETWORK));
          policies.addAll(
              each("Microsoft.Network/frontdoorWebApplicationFirewallPolicies", "2024-02-01"));
          return policies.stream().map(EntranceShapes::firewallPolicy).toList();
        });
    work.part(
        ResourceKind.FRONT_DOOR_PROFILE,
        Sentence.of("azure.kind.front-door-profiles"),
        this::frontDoors);
    work.part(
        ResourceKind.SERVICE_BUS_NAMESPACE,
        Sentence.of("azure.kind.service-bus-namespaces"),
        this::namespaces);
    work.part(
        ResourceKind.METRIC_ALERT_RULE,
        Sentence.of("azure.kind.metric-alert-rules"),
        () ->
            each("Microsoft.Insights/metricAlerts", "2018-03-01").stream()
                .map(AlertShapes::rule)
                .toList());
    work.part(
        ResourceKind.ACTION_GROUP,
        Sentence.of("azure.kind.action-groups"),
        () ->
            each("Microsoft.Insights/actionGroups", "2023-01-01").stream()
                .map(AlertShapes::actionGroup)
                .toList());
    work.part(
        ResourceKind.KEY_VAULT,
        Sentence.of("azure.kind.key-vaults"),
        () ->
            each("Microsoft.KeyVault/vaults", "2023-07-01").stream()
                .map(EntranceShapes::keyVault)
                .toList());
    return work.reading();
  }

  private List<? extends Resource> privateEndpoints() throws ControlException {
    List<ArmJson> endpoints = each("Microsoft.Network/privateEndpoints", NETWORK);
    Map<ResourceId, List<String>> addresses = new HashMap<>();
    if (!endpoints.isEmpty()) {
      try {
        each("Microsoft.Network/networkInterfaces", NETWORK)
            .forEach(json -> addresses.put(json.id(), NetworkShapes.addresses(json)));
      } catch (ControlException.Rejected e) {
        // The endpoints are worth telling without their addresses.
        log.info("azure network interfaces are not readable: {}", e.getMessage());
      }
    }
    return endpoints.stream().map(json -> NetworkShapes.privateEndpoint(json, addresses)).toList();
  }

  private List<? extends Resource> frontDoors() throws ControlException {
    var all = new ArrayList<Resource>();
    for (ArmJson profile : each("Microsoft.Cdn/profiles", "2023-05-01")) {
      all.add(
          EntranceShapes.frontDoor(
              profile,
              below(profile, "afdEndpoints", "2023-05-01"),
              below(profile, "securityPolicies", "2023-05-01")));
    }
    return all;
  }

  private List<? extends Resource> namespaces() throws ControlException {
    var all = new ArrayList<Resource>();
    for (ArmJson namespace : each("Microsoft.ServiceBus/namespaces", MESSAGING)) {
      List<Queue> queues =
          below(namespace, "queues", MESSAGING).stream().map(MessagingShapes::queue).toList();
      var topics = new ArrayList<Topic>();
      for (ArmJson topic : below(namespace, "topics", MESSAGING)) {
        topics.add(MessagingShapes.topic(topic, below(topic, "subscriptions", MESSAGING)));
      }
      all.add(
          MessagingShapes.namespace(
              namespace, queues, topics, below(namespace, "disasterRecoveryConfigs", MESSAGING)));
    }
    return all;
  }

  private List<ArmJson> each(String type, String apiVersion) throws ControlException {
    String kind = type.substring(type.indexOf('/') + 1);
    return azure
        .reader()
        .list(
            Sentence.of("azure.what.kind", kind, azure.resourceGroup()),
            "subscriptions/%s/resourceGroups/%s/providers/%s"
                .formatted(azure.subscription(), azure.resourceGroup(), type),
            apiVersion);
  }

  private List<ArmJson> below(ArmJson parent, String kind, String apiVersion)
      throws ControlException {
    return azure
        .reader()
        .list(
            Sentence.of("azure.what.kind", kind, parent.name()),
            parent.rawId().replaceFirst("^/", "") + "/" + kind,
            apiVersion);
  }

  /** One reading under way. */
  private static final class Work {
    private final List<Resource> resources = new ArrayList<>();
    private final Set<ResourceKind> seen = EnumSet.noneOf(ResourceKind.class);
    private final List<Sentence> missing = new ArrayList<>();
    private List<VirtualNetwork> networks = List.of();

    void part(ResourceKind kind, Sentence title, Reader reader) throws ControlException {
      try {
        resources.addAll(reader.read());
        seen.add(kind);
      } catch (ControlException.Rejected e) {
        if (AzureFailures.status(e) == 401 || AzureFailures.status(e) == 0) {
          throw e; // no sign-in: nothing at all is seen
        }
        missing.add(Sentence.of("azure.unseen", title, e.sentence()));
      }
    }

    Reading reading() {
      resources.sort(Comparator.comparing(Resource::id));
      return new Reading(List.copyOf(resources), Set.copyOf(seen), List.copyOf(missing));
    }
  }
}
