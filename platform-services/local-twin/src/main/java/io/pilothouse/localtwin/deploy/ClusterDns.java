package io.pilothouse.localtwin.deploy;

import io.pilothouse.localtwin.kubernetes.KubernetesTwin;
import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import java.util.Map;

/**
 * The cluster's name service: CoreDNS behind {@code kube-dns}, installed as AKS does. It answers as
 * long as one of its pods is ready; that is all that the twin runs of it.
 */
public final class ClusterDns {
  public static final String NAMESPACE = "kube-system";

  /** The Deployment. */
  public static final String DEPLOYMENT = "coredns";

  static final String SERVICE = "kube-dns";
  static final int PORT = 53;
  static final Map<String, String> LABELS = Map.of("k8s-app", "kube-dns");

  /** As many as AKS starts with. */
  private static final String OBJECTS =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: coredns
        namespace: kube-system
        labels: {k8s-app: kube-dns, kubernetes.io/name: CoreDNS}
      spec:
        replicas: 2
        strategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 1}}
        selector: {matchLabels: {k8s-app: kube-dns}}
        template:
          metadata: {labels: {k8s-app: kube-dns}}
          spec:
            priorityClassName: system-node-critical
            tolerations:
              - {key: CriticalAddonsOnly, operator: Exists}
            containers:
              - name: coredns
                image: mcr.microsoft.com/oss/kubernetes/coredns:v1.9.4
                args: ["-conf", "/etc/coredns/Corefile"]
                ports:
                  - {name: dns, containerPort: 53, protocol: UDP}
                  - {name: dns-tcp, containerPort: 53, protocol: TCP}
                resources:
                  requests: {cpu: 100m, memory: 70Mi}
                  limits: {cpu: "3", memory: 500Mi}
                readinessProbe: {httpGet: {path: /ready, port: 8181}}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: kube-dns
        namespace: kube-system
        labels: {k8s-app: kube-dns, kubernetes.io/name: CoreDNS}
      spec:
        clusterIP: 10.0.0.10
        selector: {k8s-app: kube-dns}
        ports:
          - {name: dns, port: 53, protocol: UDP, targetPort: dns}
          - {name: dns-tcp, port: 53, protocol: TCP, targetPort: dns-tcp}
      """;

  private ClusterDns() {}

  /** Installs it. */
  public static void install(KubernetesTwin cluster) {
    cluster.apply(OBJECTS);
  }

  /** Whether a pod of it answers. */
  static boolean answers(ClusterApi api) {
    return api.find(BuiltInResources.ENDPOINTS, new ObjectKey(NAMESPACE, SERVICE))
        .filter(endpoints -> !endpoints.at("subsets").path(0).path("addresses").isEmpty())
        .isPresent();
  }
}
