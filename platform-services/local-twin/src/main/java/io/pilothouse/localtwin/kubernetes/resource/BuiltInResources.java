package io.pilothouse.localtwin.kubernetes.resource;

import static io.pilothouse.localtwin.kubernetes.resource.ResourceType.Subresource.BINDING;
import static io.pilothouse.localtwin.kubernetes.resource.ResourceType.Subresource.EVICTION;
import static io.pilothouse.localtwin.kubernetes.resource.ResourceType.Subresource.FINALIZE;
import static io.pilothouse.localtwin.kubernetes.resource.ResourceType.Subresource.LOG;
import static io.pilothouse.localtwin.kubernetes.resource.ResourceType.Subresource.SCALE;
import static io.pilothouse.localtwin.kubernetes.resource.ResourceType.Subresource.STATUS;
import static io.pilothouse.localtwin.kubernetes.resource.ResourceType.Subresource.TOKEN;
import static io.pilothouse.localtwin.kubernetes.resource.ResourceType.clusterWide;
import static io.pilothouse.localtwin.kubernetes.resource.ResourceType.namespaced;

import io.pilothouse.localtwin.kubernetes.store.StorageKind;

/**
 * The resources that every cluster has. Kinds without a controller here are kept and served, no
 * more.
 */
public final class BuiltInResources {
  private static final ResourceStrategy PLAIN = ResourceStrategy.PLAIN;

  public static final ResourceType NAMESPACES =
      clusterWide("", "v1", "Namespace", "namespaces", "ns")
          .with(STATUS, FINALIZE)
          .with(new NamespaceStrategy(), ClusterCells.namespaces());
  public static final ResourceType NODES =
      clusterWide("", "v1", "Node", "nodes", "no").with(STATUS).with(PLAIN, ClusterCells.nodes());
  public static final ResourceType PODS =
      namespaced("", "v1", "Pod", "pods", "po")
          .with(STATUS, LOG, EVICTION, BINDING)
          .with(new PodStrategy(), PodCells.layout())
          .inCategoryAll();
  public static final ResourceType SERVICES =
      namespaced("", "v1", "Service", "services", "svc")
          .with(STATUS)
          .with(new ServiceStrategy(), ClusterCells.services())
          .inCategoryAll();
  public static final ResourceType ENDPOINTS =
      namespaced("", "v1", "Endpoints", "endpoints", "ep").with(PLAIN, ClusterCells.endpoints());
  public static final ResourceType EVENTS =
      namespaced("", "v1", "Event", "events", "ev").with(PLAIN, ClusterCells.events());
  public static final ResourceType CONFIG_MAPS =
      namespaced("", "v1", "ConfigMap", "configmaps", "cm").with(PLAIN, ClusterCells.configMaps());
  public static final ResourceType SECRETS =
      namespaced("", "v1", "Secret", "secrets").with(new SecretStrategy(), ClusterCells.secrets());
  public static final ResourceType SERVICE_ACCOUNTS =
      namespaced("", "v1", "ServiceAccount", "serviceaccounts", "sa")
          .with(PLAIN, ClusterCells.serviceAccounts());
  public static final ResourceType DEPLOYMENTS =
      namespaced("apps", "v1", "Deployment", "deployments", "deploy")
          .with(STATUS, SCALE)
          .with(WorkloadStrategy.deployments(), WorkloadCells.deployments())
          .inCategoryAll();
  public static final ResourceType REPLICA_SETS =
      namespaced("apps", "v1", "ReplicaSet", "replicasets", "rs")
          .with(STATUS, SCALE)
          .with(WorkloadStrategy.replicaSets(), WorkloadCells.replicaSets())
          .inCategoryAll();
  public static final ResourceType STATEFUL_SETS =
      namespaced("apps", "v1", "StatefulSet", "statefulsets", "sts")
          .with(STATUS, SCALE)
          .with(WorkloadStrategy.statefulSets(), WorkloadCells.statefulSets())
          .inCategoryAll();
  public static final ResourceType DAEMON_SETS =
      namespaced("apps", "v1", "DaemonSet", "daemonsets", "ds")
          .with(STATUS)
          .with(WorkloadStrategy.daemonSets(), WorkloadCells.daemonSets())
          .inCategoryAll();
  public static final ResourceType CONTROLLER_REVISIONS =
      namespaced("apps", "v1", "ControllerRevision", "controllerrevisions");
  public static final ResourceType JOBS =
      namespaced("batch", "v1", "Job", "jobs")
          .with(STATUS)
          .with(new JobStrategy(), WorkloadCells.jobs())
          .inCategoryAll();
  public static final ResourceType VOLUME_CLAIMS =
      namespaced("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims", "pvc").with(STATUS);
  public static final ResourceType AUTOSCALERS =
      namespaced("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", "hpa")
          .with(STATUS)
          .with(new AutoscalerStrategy(), WorkloadCells.autoscalers())
          .inCategoryAll();
  public static final ResourceType DISRUPTION_BUDGETS =
      namespaced("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets", "pdb")
          .with(STATUS)
          .with(PLAIN, WorkloadCells.disruptionBudgets());
  public static final ResourceType LEASES =
      namespaced("coordination.k8s.io", "v1", "Lease", "leases").with(PLAIN, ClusterCells.leases());
  public static final ResourceType ENDPOINT_SLICES =
      namespaced("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices");

  public static final ResourceType NETWORK_POLICIES =
      namespaced("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies", "netpol")
          .with(PLAIN, ClusterCells.networkPolicies());
  public static final ResourceType RESOURCE_QUOTAS =
      namespaced("", "v1", "ResourceQuota", "resourcequotas", "quota")
          .with(STATUS)
          .with(PLAIN, ClusterCells.quotas());
  public static final ResourceType LIMIT_RANGES =
      namespaced("", "v1", "LimitRange", "limitranges", "limits");

  /** What keeps a definition until its objects are gone. */
  public static final String DEFINITION_CLEANUP = "customresourcecleanup.apiextensions.k8s.io";

  public static final ResourceType DEFINITIONS =
      clusterWide(
              "apiextensions.k8s.io",
              "v1",
              "CustomResourceDefinition",
              "customresourcedefinitions",
              "crd",
              "crds")
          .with(STATUS)
          .with(new DefinitionStrategy(), ClusterCells.definitions());

  private static final String ACCESS = "rbac.authorization.k8s.io";
  public static final ResourceType ROLES = namespaced(ACCESS, "v1", "Role", "roles");
  public static final ResourceType ROLE_BINDINGS =
      namespaced(ACCESS, "v1", "RoleBinding", "rolebindings")
          .with(PLAIN, ClusterCells.roleBindings());
  public static final ResourceType CLUSTER_ROLES =
      clusterWide(ACCESS, "v1", "ClusterRole", "clusterroles");
  public static final ResourceType CLUSTER_ROLE_BINDINGS =
      clusterWide(ACCESS, "v1", "ClusterRoleBinding", "clusterrolebindings")
          .with(PLAIN, ClusterCells.roleBindings());

  private BuiltInResources() {}

  /** A catalog with everything that is built in. */
  public static ResourceCatalog catalog() {
    ResourceCatalog catalog = new ResourceCatalog();
    core(catalog);
    workloads(catalog);
    networking(catalog);
    catalog.register(DEFINITIONS);
    access(catalog);
    reviews(catalog);
    return catalog;
  }

  private static void core(ResourceCatalog catalog) {
    catalog.register(NAMESPACES);
    catalog.register(NODES);
    catalog.register(PODS);
    catalog.register(SERVICES);
    catalog.register(ENDPOINTS);
    catalog.register(EVENTS);
    catalog.register(CONFIG_MAPS);
    catalog.register(SECRETS);
    catalog.register(SERVICE_ACCOUNTS.with(TOKEN));
    catalog.register(
        clusterWide("", "v1", "PersistentVolume", "persistentvolumes", "pv").with(STATUS));
    catalog.register(VOLUME_CLAIMS);
    catalog.register(
        namespaced("", "v1", "ReplicationController", "replicationcontrollers", "rc")
            .with(STATUS, SCALE)
            .inCategoryAll());
    catalog.register(RESOURCE_QUOTAS);
    catalog.register(LIMIT_RANGES);
    catalog.register(LEASES);
    catalog.register(
        namespaced("events.k8s.io", "v1", "Event", "events", "ev")
            .with(PLAIN, ClusterCells.events())
            .storedAs(new StorageKind("", "events"), EventVersions.EVENTS_V1));
  }

  private static void workloads(ResourceCatalog catalog) {
    catalog.register(DEPLOYMENTS);
    catalog.register(REPLICA_SETS);
    catalog.register(STATEFUL_SETS);
    catalog.register(DAEMON_SETS);
    catalog.register(CONTROLLER_REVISIONS);
    catalog.register(JOBS);
    catalog.register(
        namespaced("batch", "v1", "CronJob", "cronjobs", "cj").with(STATUS).inCategoryAll());
    catalog.register(AUTOSCALERS);
    catalog.register(
        namespaced(
                "autoscaling", "v1", "HorizontalPodAutoscaler", "horizontalpodautoscalers", "hpa")
            .with(STATUS)
            .with(new AutoscalerStrategy(), WorkloadCells.autoscalers())
            .inCategoryAll()
            .storedAs(
                new StorageKind("autoscaling", "horizontalpodautoscalers"), AutoscalerVersions.V1));
    catalog.register(DISRUPTION_BUDGETS);
    catalog.register(
        clusterWide("scheduling.k8s.io", "v1", "PriorityClass", "priorityclasses", "pc"));
    catalog.register(clusterWide("storage.k8s.io", "v1", "StorageClass", "storageclasses", "sc"));
  }

  private static void networking(ResourceCatalog catalog) {
    catalog.register(NETWORK_POLICIES);
    catalog.register(
        namespaced("networking.k8s.io", "v1", "Ingress", "ingresses", "ing")
            .with(STATUS)
            .with(PLAIN, ClusterCells.ingresses()));
    catalog.register(clusterWide("networking.k8s.io", "v1", "IngressClass", "ingressclasses"));
    catalog.register(ENDPOINT_SLICES);
  }

  private static void access(ResourceCatalog catalog) {
    catalog.register(ROLES);
    catalog.register(ROLE_BINDINGS);
    catalog.register(CLUSTER_ROLES);
    catalog.register(CLUSTER_ROLE_BINDINGS);
  }

  private static void reviews(ResourceCatalog catalog) {
    String access = "authorization.k8s.io";
    catalog.register(
        clusterWide(access, "v1", "SelfSubjectAccessReview", "selfsubjectaccessreviews")
            .only("create"));
    catalog.register(
        clusterWide(access, "v1", "SelfSubjectRulesReview", "selfsubjectrulesreviews")
            .only("create"));
    catalog.register(
        clusterWide(access, "v1", "SubjectAccessReview", "subjectaccessreviews").only("create"));
    catalog.register(
        clusterWide("authentication.k8s.io", "v1", "SelfSubjectReview", "selfsubjectreviews")
            .only("create"));
    catalog.register(
        clusterWide("authentication.k8s.io", "v1", "TokenReview", "tokenreviews").only("create"));
  }
}
