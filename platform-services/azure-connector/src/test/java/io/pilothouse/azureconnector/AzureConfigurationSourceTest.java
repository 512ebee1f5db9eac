package io.pilothouse.azureconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.exception.ManagementException;
import com.azure.core.management.profile.AzureProfile;
import com.azure.resourcemanager.monitor.MonitorManager;
import com.azure.resourcemanager.monitor.models.MetricAlertResourcePatch;
import com.azure.resourcemanager.network.NetworkManager;
import com.azure.resourcemanager.network.fluent.models.SecurityRuleInner;
import com.azure.resourcemanager.network.models.SecurityRuleAccess;
import com.azure.resourcemanager.network.models.SecurityRuleDirection;
import com.azure.resourcemanager.network.models.SecurityRuleProtocol;
import com.azure.resourcemanager.servicebus.ServiceBusManager;
import com.azure.resourcemanager.servicebus.fluent.models.SBQueueInner;
import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.localtwin.azure.EndpointFaults;
import io.pilothouse.localtwin.landscape.AzureLandscape;
import io.pilothouse.sharedmodel.estate.ActionGroup;
import io.pilothouse.sharedmodel.estate.ApplicationGateway;
import io.pilothouse.sharedmodel.estate.FirewallPolicy;
import io.pilothouse.sharedmodel.estate.FrontDoorProfile;
import io.pilothouse.sharedmodel.estate.KeyVault;
import io.pilothouse.sharedmodel.estate.MetricAlertRule;
import io.pilothouse.sharedmodel.estate.NetworkSecurityGroup;
import io.pilothouse.sharedmodel.estate.Observation;
import io.pilothouse.sharedmodel.estate.PrivateEndpoint;
import io.pilothouse.sharedmodel.estate.Resource;
import io.pilothouse.sharedmodel.estate.ResourceKind;
import io.pilothouse.sharedmodel.estate.ServiceBusNamespace;
import io.pilothouse.sharedmodel.estate.VirtualNetwork;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the twin serves of a shipped system, read by the connector and written by Azure's SDK. */
class AzureConfigurationSourceTest {
  private static final String GROUP = TestEstate.SCOPE.resourceGroup();
  private static final String AKS_RULES = "aks-nsg";
  private static final Duration OFTEN = Duration.ofMillis(500);
  private final Heard heard = new Heard();
  private TestEstate estate;
  private AzureConnection azure;
  private AzureConfigurationSource source;

  @BeforeEach
  void open(@TempDir Path folder) throws Exception {
    estate = new TestEstate(folder);
    estate
        .endpoint()
        .deploy(
            new AzureLandscape(ShippedSystems.load("tripgen-prod").orElseThrow(), TestEstate.SCOPE)
                .resources());
    azure = estate.connection();
    azure.inventory().list();
    source = new AzureConfigurationSource(azure, OFTEN);
  }

  @AfterEach
  void close() {
    source.close();
    estate.close();
  }

  private List<Resource> told(int after) {
    return heard.next(Observation.Resynced.class, after).resources();
  }

  private AzureProfile profile() {
    return new AzureProfile("", TestEstate.SCOPE.subscription(), AzureEnvironment.AZURE);
  }

  @Test
  void tellsHowTheGroupIsConfigured() {
    source.start(heard);
    List<Resource> resources = told(0);

    VirtualNetwork network = only(resources, VirtualNetwork.class);
    assertThat(network.addressSpace()).containsExactly("10.0.0.0/16");
    assertThat(network.tags()).containsEntry("system", "tripgen-prod");
    assertThat(network.subnets())
        .extracting(s -> s.name() + " " + s.addressPrefixes())
        .contains("database-subnet [10.0.2.0/24]", "ApplicationGatewaySubnet [10.0.4.0/24]");
    assertThat(network.subnets())
        .filteredOn(s -> s.name().equals("database-subnet"))
        .flatExtracting(VirtualNetwork.Subnet::delegations)
        .containsExactly("Microsoft.DBforPostgreSQL/flexibleServers");

    NetworkSecurityGroup group = group(resources);
    assertThat(group.rules())
        .extracting(r -> r.direction() + " " + r.name() + " " + r.destinationPorts())
        .contains("Inbound AppGateway [80, 443]", "Outbound Database [5432]");
    assertThat(group.rules())
        .filteredOn(r -> r.name().equals("Database"))
        .flatExtracting(NetworkSecurityGroup.Rule::destinations)
        .containsExactly("10.0.2.0/24");
    assertThat(group.subnets())
        .singleElement()
        .satisfies(id -> assertThat(id.value()).endsWith("/subnets/application-subnet"));

    assertThat(all(resources, PrivateEndpoint.class))
        .hasSize(4)
        .allSatisfy(e -> {
          assertThat(e.connection()).contains("Approved");
          assertThat(e.addresses()).hasSize(1);
        })
        .anySatisfy(e -> {
          assertThat(e.groups()).containsExactly("redisCache");
          assertThat(e.target().orElseThrow().value())
              .endsWith("/microsoft.cache/redis/redis-cache");
          assertThat(e.subnet().orElseThrow().value()).endsWith("/subnets/cache-subnet");
        });

    ServiceBusNamespace messaging = only(resources, ServiceBusNamespace.class);
    assertThat(messaging.sku()).contains("Premium");
    assertThat(messaging.messagingUnits()).contains(4);
    assertThat(messaging.pairs()).hasSize(1);
    assertThat(messaging.queues())
        .extracting(ServiceBusNamespace.Queue::name)
        .containsExactly("ai_schedule_generation", "location_search", "notification");
    ServiceBusNamespace.Queue queue = messaging.queues().getFirst();
    assertThat(queue.sessions()).contains(true);
    assertThat(queue.partitioned()).contains(true);
    assertThat(queue.duplicateDetection()).contains(true);
    assertThat(queue.deadLetterOnExpiration()).contains(true);
    assertThat(queue.maximumMegabytes()).contains(5120);
    assertThat(queue.maximumDeliveries()).contains(10);
    assertThat(queue.lock()).contains(Duration.ofMinutes(1));
    assertThat(messaging.queues().get(1).autoDeleteOnIdle()).contains(Duration.ofDays(14));
    assertThat(messaging.topics().getFirst().subscriptions()).hasSize(3);

    assertThat(all(resources, MetricAlertRule.class))
        .hasSize(5)
        .filteredOn(r -> r.name().equals("high-cpu-usage"))
        .singleElement()
        .satisfies(rule -> {
          assertThat(rule.severity()).isEqualTo(2);
          assertThat(rule.window()).contains(Duration.ofMinutes(10));
          assertThat(rule.conditions().getFirst().threshold()).contains(85.0);
          assertThat(rule.conditions().getFirst().operator()).isEqualTo("GreaterThan");
          assertThat(rule.actionGroups()).hasSize(1);
        });
    assertThat(all(resources, ActionGroup.class))
        .flatExtracting(ActionGroup::receivers)
        .extracting(ActionGroup.Receiver::name)
        .contains("Teams", "PagerDuty");

    ApplicationGateway gateway = only(resources, ApplicationGateway.class);
    assertThat(gateway.sku()).contains("Standard_v2");
    assertThat(gateway.minimumCapacity()).contains(2);
    assertThat(gateway.zones()).containsExactly("1", "2", "3");
    assertThat(gateway.privateAddresses()).containsExactly("10.0.4.10");
    FirewallPolicy firewall = only(resources, FirewallPolicy.class);
    assertThat(gateway.firewallPolicy()).contains(firewall.id());
    assertThat(firewall.mode()).contains("Prevention");
    assertThat(firewall.managedRules())
        .containsExactly(new FirewallPolicy.ManagedRules("OWASP", "3.2"));
    assertThat(firewall.rules().getFirst().rateLimit()).contains(100);
    assertThat(firewall.rules().getFirst().rateWindow()).contains(Duration.ofMinutes(1));
    assertThat(firewall.rules().getLast().conditions().getFirst().values())
        .containsExactly("CN", "RU");

    assertThat(only(resources, FrontDoorProfile.class).hosts()).hasSize(1);
    KeyVault vault = only(resources, KeyVault.class);
    assertThat(vault.sku()).contains("premium");
    assertThat(vault.softDelete()).contains(true);
    assertThat(vault.purgeProtection()).as("the document is silent").isEmpty();

    Set<ResourceKind> covered =
        heard.next(Observation.Covered.class, 0).coverage().kinds().keySet();
    assertThat(covered)
        .containsExactlyInAnyOrder(
            ResourceKind.VIRTUAL_NETWORK,
            ResourceKind.NETWORK_SECURITY_GROUP,
            ResourceKind.PRIVATE_ENDPOINT,
            ResourceKind.APPLICATION_GATEWAY,
            ResourceKind.FIREWALL_POLICY,
            ResourceKind.FRONT_DOOR_PROFILE,
            ResourceKind.SERVICE_BUS_NAMESPACE,
            ResourceKind.METRIC_ALERT_RULE,
            ResourceKind.ACTION_GROUP,
            ResourceKind.KEY_VAULT);
  }

  @Test
  void seesWhatAPersonChangesThroughTheSdk() {
    source.start(heard);
    told(0);
    int before = heard.count();

    var network = NetworkManager.authenticate(azure.pipeline(), profile()).serviceClient();
    assertThat(network.getPrivateEndpoints().listByResourceGroup(GROUP)).hasSize(4);
    assertThat(network.getApplicationGateways().listByResourceGroup(GROUP))
        .singleElement()
        .satisfies(g -> assertThat(g.autoscaleConfiguration().minCapacity()).isEqualTo(2));
    network
        .getSecurityRules()
        .createOrUpdate(
            GROUP,
            AKS_RULES,
            "Anything",
            new SecurityRuleInner()
                .withPriority(4000)
                .withDirection(SecurityRuleDirection.INBOUND)
                .withAccess(SecurityRuleAccess.ALLOW)
                .withProtocol(SecurityRuleProtocol.ASTERISK)
                .withSourceAddressPrefix("*")
                .withSourcePortRange("*")
                .withDestinationAddressPrefix("*")
                .withDestinationPortRange("*"));
    network.getSecurityRules().delete(GROUP, AKS_RULES, "Cache");
    var messaging = ServiceBusManager.authenticate(azure.pipeline(), profile()).serviceClient();
    SBQueueInner queue = messaging.getQueues().get(GROUP, "sb-tripgen-prod", "notification");
    messaging
        .getQueues()
        .createOrUpdate(GROUP, "sb-tripgen-prod", "notification", queue.withMaxDeliveryCount(3));
    MonitorManager.authenticate(azure.pipeline(), profile())
        .serviceClient()
        .getMetricAlerts()
        .update(GROUP, "high-cpu-usage", new MetricAlertResourcePatch().withEnabled(false));

    heard.next(
        Observation.Resynced.class,
        before,
        o -> {
          List<Resource> now = o.resources();
          List<String> rules = group(now).rules().stream().map(r -> r.name()).toList();
          return rules.contains("Anything")
              && !rules.contains("Cache")
              && only(now, ServiceBusNamespace.class).queues().stream()
                  .anyMatch(q -> q.maximumDeliveries().orElse(0) == 3)
              && all(now, MetricAlertRule.class).stream()
                  .anyMatch(r -> r.name().equals("high-cpu-usage") && !r.enabled());
        });
    assertThatThrownBy(() ->
            messaging
                .getQueues()
                .createOrUpdate(
                    GROUP, "sb-tripgen-prod", "notification", queue.withRequiresSession(true)))
        .isInstanceOf(ManagementException.class)
        .hasMessageContaining("cannot be changed");
  }

  @Test
  void aKindThatMayNotBeReadIsSaidAndTheOthersAreTold() {
    estate.endpoint().faults().refuse(Set.of("Microsoft.Network/networkSecurityGroups"));
    source.start(heard);

    assertThat(all(told(0), PrivateEndpoint.class)).hasSize(4);
    assertThat(heard.next(Observation.Covered.class, 0).coverage().kinds())
        .containsKey(ResourceKind.VIRTUAL_NETWORK)
        .doesNotContainKey(ResourceKind.NETWORK_SECURITY_GROUP);
    assertThat(heard.next(Observation.Limited.class, 0).missing())
        .singleElement()
        .asString()
        .startsWith("Network security groups cannot be seen. ")
        .contains("the permission Microsoft.Network/networkSecurityGroups/read is missing");

    int before = heard.count();
    estate.endpoint().faults().refuse(Set.of());
    assertThat(group(told(before)).rules()).isNotEmpty();
    assertThat(heard.next(Observation.Limited.class, before, l -> l.missing().isEmpty()))
        .isNotNull();
  }

  @Test
  void isLostWithAzureAndTellsEverythingAgain() {
    source.start(heard);
    told(0);
    int before = heard.count();

    estate.endpoint().faults().begin(EndpointFaults.Kind.CUT, Duration.ofMinutes(10));
    assertThat(heard.next(Observation.SourceLost.class, before).reason())
        .asString()
        .startsWith("Azure ");

    int whileLost = heard.count();
    estate.endpoint().faults().end();
    assertThat(told(whileLost)).isNotEmpty();
    assertThat(heard.next(Observation.Covered.class, whileLost).coverage().kinds()).hasSize(10);
  }

  private static NetworkSecurityGroup group(List<Resource> resources) {
    return all(resources, NetworkSecurityGroup.class).stream()
        .filter(g -> g.name().equals(AKS_RULES))
        .findFirst()
        .orElseThrow();
  }

  private static <R extends Resource> R only(List<Resource> resources, Class<R> type) {
    assertThat(all(resources, type)).as(type.getSimpleName()).hasSize(1);
    return all(resources, type).getFirst();
  }

  private static <R extends Resource> List<R> all(List<Resource> resources, Class<R> type) {
    return resources.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
