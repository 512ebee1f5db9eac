package io.pilothouse.deployer.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.sharedmodel.blueprint.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The AKS cluster with its identities and what they may do. */
final class ClusterResources {
  private static final String SERVICE_RANGE = "172.16.0.0/16";
  private static final String DNS_ADDRESS = "172.16.0.10";
  private static final String POD_RANGE = "192.168.0.0/16";

  private final Draft draft;
  private final NetworkPlan plan;
  private final Identities identities;
  private final GatewayResources gateway;
  private final Cluster cluster;

  ClusterResources(Draft draft, NetworkPlan plan, Identities identities, GatewayResources gateway) {
    this.gateway = gateway;
    this.draft = draft;
    this.plan = plan;
    this.identities = identities;
    this.cluster = draft.blueprint().cluster();
  }

  static String name(Draft draft) {
    Cluster cluster = draft.blueprint().cluster();
    return draft
        .names()
        .component(
            ResourceType.CLUSTER,
            cluster.id(),
            cluster.resourceName().orElse("aks-" + draft.blueprint().system()),
            true);
  }

  static String id(Draft draft) {
    return draft.id(ResourceType.CLUSTER, name(draft));
  }

  /**
   * Writes it.
   *
   * @param workspace id of the Log Analytics workspace that its logs go to
   */
  void write(Optional<String> workspace) {
    String own = identities.write("cluster", Optional.empty());
    String nodes = identities.write("kubelet", Optional.empty());
    var before = new ArrayList<>(List.of(plan.id(), own, nodes));
    before.add(
        identities.grant(
            own, BuiltInRole.NETWORK_CONTRIBUTOR, plan.id(plan.nodes()), List.of(plan.id())));
    before.add(identities.grant(own, BuiltInRole.MANAGED_IDENTITY_OPERATOR, nodes, List.of()));
    workspace.ifPresent(before::add);
    gateway.ofCluster().ifPresent(before::add);
    String id =
        draft.add(
            ResourceType.CLUSTER,
            name(draft),
            Draft.of(cluster),
            before,
            Json.object(
                "sku",
                Json.object("name", "Base", "tier", tier()),
                "identity",
                Json.object(
                    "type",
                    "UserAssigned",
                    "userAssignedIdentities",
                    Json.object(own, Json.object())),
                "properties",
                properties(nodes, workspace)));
    identities.services(id);
    gateway.ofCluster().ifPresent(managed -> ingressController(id, managed));
  }

  /**
   * The ingress controller, which is AKS's own identity, sets the gateway, joins its subnet and
   * reads what is beside it.
   */
  private void ingressController(String id, String managed) {
    String principal =
        Expressions.reference(
            id, ResourceType.CLUSTER, "addonProfiles.ingressApplicationGateway.identity.objectId");
    identities.grantTo(
        "ingress", principal, BuiltInRole.CONTRIBUTOR, managed, List.of(id, managed));
    identities.grantTo(
        "ingress",
        principal,
        BuiltInRole.NETWORK_CONTRIBUTOR,
        plan.id(gateway.subnet()),
        List.of(id, plan.id()));
    identities.grantInGroup("ingress", principal, BuiltInRole.READER, List.of(id));
  }

  private ObjectNode properties(String nodes, Optional<String> workspace) {
    return Json.object(
        "kubernetesVersion",
        version(),
        "dnsPrefix",
        dnsPrefix(name(draft)),
        "enableRBAC",
        true,
        "disableLocalAccounts",
        draft.target().choices().administrators().isPresent(),
        "aadProfile",
        draft
            .target()
            .choices()
            .administrators()
            .map(group ->
                Json.object(
                    "managed",
                    true,
                    "enableAzureRBAC",
                    true,
                    "adminGroupObjectIDs",
                    List.of(group),
                    "tenantID",
                    draft.target().tenant())),
        "agentPoolProfiles",
        new NodePools(draft, plan).of(),
        "networkProfile",
        network(),
        "apiServerAccessProfile",
        apiServer(),
        "autoUpgradeProfile",
        autoUpgrade(),
        "oidcIssuerProfile",
        Json.object("enabled", true),
        "securityProfile",
        Json.object("workloadIdentity", Json.object("enabled", true)),
        "identityProfile",
        Json.object(
            "kubeletidentity",
            Json.object(
                "resourceId",
                nodes,
                "clientId",
                Expressions.reference(nodes, ResourceType.IDENTITY, "clientId"),
                "objectId",
                Expressions.reference(nodes, ResourceType.IDENTITY, "principalId"))),
        "addonProfiles",
        addons(workspace),
        "azureMonitorProfile",
        Json.object("metrics", Json.object("enabled", true)),
        "serviceMeshProfile",
        mesh());
  }

  /** A prefix is at most 54 letters, digits and dashes; a cluster's name may be more. */
  static String dnsPrefix(String name) {
    String plain = name.replace('_', '-');
    return plain.substring(0, Math.min(54, plain.length())).replaceFirst("-+$", "");
  }

  private Optional<String> version() {
    Optional<String> asked =
        draft.target().choices().kubernetesVersion().or(cluster::kubernetesVersion);
    if (draft.target().choices().kubernetesVersion().isEmpty()
        && asked.isPresent()
        && draft.target().accepts("kubernetes-version", cluster.id())) {
      draft.correct(
          cluster.id(), "kubernetesVersion", "-", "kubernetes-version", asked.orElseThrow());
      return Optional.empty();
    }
    if (asked.isEmpty()) {
      draft.assume(cluster.id(), "kubernetesVersion", "-", "kubernetes-default");
    }
    return asked;
  }

  private String tier() {
    String documented = cluster.tier().orElse("").toLowerCase(Locale.ROOT);
    return switch (documented) {
      case "free" -> "Free";
      case "standard" -> "Standard";
      case "premium" -> "Premium";
      case "basic" -> {
        draft.correct(cluster.id(), "tier", "Free", "cluster-tier", cluster.tier().orElseThrow());
        yield "Free";
      }
      default -> {
        draft.assume(cluster.id(), "tier", "Standard", "cluster-tier-default");
        yield "Standard";
      }
    };
  }

  private ObjectNode network() {
    String policy =
        cluster
            .networkPolicy()
            .map(words -> words.toLowerCase(Locale.ROOT))
            .flatMap(words ->
                Optional.of(
                    words.contains("calico")
                        ? "calico"
                        : words.contains("azure") ? "azure" : "cilium"))
            .orElse("cilium");
    if (policy.equals("cilium")) {
      draft.assume(cluster.id(), "networkPolicy", policy, "network-policy");
    }
    draft.assume(cluster.id(), "networkPlugin", "overlay " + POD_RANGE, "overlay", POD_RANGE);
    return Json.object(
        "networkPlugin",
        "azure",
        "networkPluginMode",
        "overlay",
        "networkPolicy",
        policy,
        "networkDataplane",
        policy.equals("cilium") ? Optional.of("cilium") : Optional.empty(),
        "podCidr",
        POD_RANGE,
        "serviceCidr",
        SERVICE_RANGE,
        "dnsServiceIP",
        DNS_ADDRESS,
        "loadBalancerSku",
        "standard",
        "outboundType",
        "loadBalancer");
  }

  private ObjectNode apiServer() {
    return Json.object(
        "enablePrivateCluster",
        cluster.privateCluster(),
        "privateDNSZone",
        cluster.privateCluster() ? Optional.of("system") : Optional.empty());
  }

  private ObjectNode autoUpgrade() {
    draft.assume(cluster.id(), "autoUpgrade", "patch", "auto-upgrade");
    return Json.object("upgradeChannel", "patch", "nodeOSUpgradeChannel", "NodeImage");
  }

  private ObjectNode addons(Optional<String> workspace) {
    return Json.object(
        "azureKeyvaultSecretsProvider",
        Json.object("enabled", true, "config", Json.object("enableSecretRotation", "true")),
        "omsagent",
        workspace.map(id ->
            Json.object(
                "enabled",
                true,
                "config",
                Json.object("logAnalyticsWorkspaceResourceID", id, "useAADAuth", "true"))),
        "ingressApplicationGateway",
        gateway
            .ofCluster()
            .map(id ->
                Json.object("enabled", true, "config", Json.object("applicationGatewayId", id))));
  }

  private Optional<ObjectNode> mesh() {
    return cluster
        .serviceMesh()
        .filter(words -> words.toLowerCase(Locale.ROOT).contains("istio"))
        .map(_ -> Json.object("mode", "Istio", "istio", Json.object()));
  }
}
