package io.pilothouse.localtwin.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.api.ObjectPart;
import io.pilothouse.localtwin.kubernetes.api.WriteOptions;
import io.pilothouse.localtwin.kubernetes.controller.ControllerRunner;
import io.pilothouse.localtwin.kubernetes.controller.NodeFaults;
import io.pilothouse.localtwin.kubernetes.http.ApiServer;
import io.pilothouse.localtwin.kubernetes.http.Dispatcher;
import io.pilothouse.localtwin.kubernetes.metrics.PodMetrics;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.patch.ObjectPatch;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.resource.ResourceCatalog;
import io.pilothouse.localtwin.kubernetes.resource.ResourceType;
import io.pilothouse.localtwin.kubernetes.store.ObjectStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running Kubernetes control plane with stand-in nodes, in this process and on loopback. What an
 * outside client sees is the documented HTTP API; what runs in the pods is the {@link
 * ContainerRuntime}'s. Safe for any thread; {@link #close} leaves nothing behind.
 */
public final class KubernetesTwin implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KubernetesTwin.class);
  private static final int CHANGES_KEPT = 4096;
  private static final int TOKEN_BYTES = 24;

  private final ApiServer server;
  private final String token;
  private final ClusterApi api;
  private final NodePools nodePools;
  private final ControllerRunner controllers;
  private final KubernetesFaults faults;
  private final Runnable releaseTime;

  private KubernetesTwin(
      KubernetesTwinSpec spec,
      ContainerRuntime runtime,
      Optional<PodMetricsSource> metricsSource,
      TwinTime time,
      Runnable releaseTime,
      boolean controlled)
      throws IOException {
    SecureRandom random = new SecureRandom();
    this.releaseTime = releaseTime;
    this.token = token(random);
    ResourceCatalog catalog = BuiltInResources.catalog();
    ObjectStore store = new ObjectStore(CHANGES_KEPT);
    this.api = new ClusterApi(store, catalog, time, random);
    PodMetrics metrics = new PodMetrics(metricsSource, api);
    NodeFaults nodeFaults = new NodeFaults();
    ImageFaults images = new ImageFaults(runtime);
    ControlPlane plane = new ControlPlane(spec.timings(), api, metrics, nodeFaults, images);
    this.controllers =
        new ControllerRunner(controlled ? plane.controllers() : List.of(), store, time);
    this.server =
        new ApiServer(
            new Dispatcher(api, token, spec.version(), plane.logs(), metrics),
            spec.clusterName(),
            time);
    this.faults =
        new KubernetesFaults(
            server, nodeFaults, images, time, node -> plane.lookAt(node, controllers, api));
    this.nodePools = new NodePools(spec, api);
    for (String namespace : List.of("default", "kube-system", "kube-public", "kube-node-lease")) {
      ObjectNode tree = Json.object();
      tree.putObject("metadata").put("name", namespace);
      tree.put("apiVersion", "v1");
      api.create(BuiltInResources.NAMESPACES, "", tree, WriteOptions.DEFAULT);
    }
    apply(defaultRoles());
    nodePools.startAll();
    LOG.info(
        "twin=kubernetes cluster={} version={} listening={}",
        spec.clusterName(),
        spec.version(),
        server.url());
  }

  private static String defaultRoles() throws IOException {
    try (var in =
        java.util.Objects.requireNonNull(
            KubernetesTwin.class.getResourceAsStream("default-roles.yaml"))) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private static String token(SecureRandom random) {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return java.util.HexFormat.of().formatHex(bytes);
  }

  /**
   * Starts a cluster on the system's time.
   *
   * @param metrics the measured use of pods; without one the cluster has no metrics server
   * @throws IOException when no port can be had
   */
  public static KubernetesTwin start(
      KubernetesTwinSpec spec, ContainerRuntime runtime, Optional<PodMetricsSource> metrics)
      throws IOException {
    ScheduledExecutorService executor =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("kubernetes-time").daemon().factory());
    TwinTime time = TwinTime.of(Clock.systemUTC(), executor);
    return new KubernetesTwin(spec, runtime, metrics, time, executor::shutdownNow, true);
  }

  /**
   * Starts only the API server and the nodes' objects: nothing acts on what is written there, so
   * that somebody else can play all controllers.
   *
   * @throws IOException when no port can be had
   */
  public static KubernetesTwin withoutControllers(KubernetesTwinSpec spec) throws IOException {
    ScheduledExecutorService executor =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("kubernetes-time").daemon().factory());
    TwinTime time = TwinTime.of(Clock.systemUTC(), executor);
    return new KubernetesTwin(
        spec, new IdleContainers(), Optional.empty(), time, executor::shutdownNow, false);
  }

  /** Starts a cluster on a time of the caller's. */
  public static KubernetesTwin start(
      KubernetesTwinSpec spec,
      ContainerRuntime runtime,
      Optional<PodMetricsSource> metrics,
      TwinTime time)
      throws IOException {
    return new KubernetesTwin(spec, runtime, metrics, time, () -> {}, true);
  }

  /** Where the API server listens: HTTPS on loopback, with a certificate of its own. */
  public URI url() {
    return server.url();
  }

  /** The certificate to trust at {@link #url}, in PEM; the kubeconfig carries it. */
  public String certificateAuthority() {
    return server.certificateAuthority();
  }

  /** The bearer token of the cluster's one user. */
  public String token() {
    return token;
  }

  /**
   * Writes a kubeconfig with one context, readable by its owner only.
   *
   * @throws IOException when the file cannot be written
   */
  public void writeKubeconfig(Path file, String context, String namespace) throws IOException {
    Kubeconfig.write(file, kubeconfig(context, namespace));
  }

  /** The text of a kubeconfig with one context. */
  public String kubeconfig(String context, String namespace) {
    return Kubeconfig.text(context, url(), server.certificateAuthority(), token, namespace);
  }

  /**
   * Creates the objects of a YAML or JSON text in their order, and patches those that exist.
   *
   * @throws ApiFailure in the words of the API server, when it refuses one
   */
  public void apply(String documents) {
    for (ObjectNode document : Json.readAll(documents)) {
      ResourceType type =
          api.catalog()
              .ofKind(document.path("apiVersion").asText(), document.path("kind").asText())
              .orElseThrow(() ->
                  ApiFailure.badRequest(
                      "no matches for kind \""
                          + document.path("kind").asText()
                          + "\" in version \""
                          + document.path("apiVersion").asText()
                          + "\""));
      String namespace =
          type.namespaced() ? document.at("/metadata/namespace").asText("default") : "";
      ObjectKey key = new ObjectKey(namespace, document.at("/metadata/name").asText());
      if (api.find(type, key).isPresent()) {
        api.patch(
            type, key, new ObjectPatch.Strategic(document), ObjectPart.MAIN, WriteOptions.DEFAULT);
      } else {
        api.create(type, namespace, document, WriteOptions.DEFAULT);
      }
    }
  }

  /**
   * Sets the number of machines of a pool, as a scale set does.
   *
   * @throws IllegalArgumentException when there is no such pool
   */
  public void scaleNodePool(String pool, int count) {
    nodePools.scale(pool, count);
  }

  /** What can be broken. */
  public KubernetesFaults faults() {
    return faults;
  }

  /**
   * The API's operations in this process, for parts of the twin that stand in for other
   * controllers.
   */
  public ClusterApi api() {
    return api;
  }

  @Override
  public void close() {
    server.close();
    controllers.close();
    releaseTime.run();
  }
}
