package io.pilothouse.kubernetesconnector;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import io.pilothouse.operations.health.WorkloadMetrics;
import io.pilothouse.operations.port.ControlException;
import io.pilothouse.operations.port.DeploymentControl;
import io.pilothouse.operations.port.ObservationSource;
import io.pilothouse.sharedmodel.estate.Connection;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.io.File;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * A connection to one cluster, by a context of a kubeconfig. Opening reads files and may run the
 * sign-in helper that the context names; it does not call the API server. Safe for threads.
 */
public final class KubernetesConnection implements AutoCloseable {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int REQUEST_MILLIS = 15_000;
  private static final int RECONNECT_MILLIS = 200;

  private final KubernetesClient client;
  private final String context;
  private final GuardedCalls calls;

  private KubernetesConnection(KubernetesClient client, String context) {
    this.client = client;
    this.context = context;
    this.calls = new GuardedCalls(client.getMasterUrl().toString());
  }

  /**
   * Opens a connection.
   *
   * @throws ControlException.Rejected if there is no such file or context, with what there is
   *     instead
   */
  public static KubernetesConnection open(Connection.Kubernetes kubernetes)
      throws ControlException {
    List<File> files =
        kubernetes
            .kubeconfig()
            .map(path -> List.of(new File(path)))
            .orElseGet(KubernetesConnection::usualFiles);
    if (files.isEmpty()) {
      // In a pod the service account is the sign-in; elsewhere there is none.
      return connect(inCluster(kubernetes), "in-cluster");
    }
    List<io.fabric8.kubernetes.api.model.Config> parsed = parse(files);
    String context = context(kubernetes, files, parsed);
    Config config =
        kubernetes.kubeconfig().isPresent()
            ? Config.fromKubeconfig(context, files.getFirst())
            : Config.autoConfigure(context);
    return connect(config, context);
  }

  /** The context's name. */
  public String context() {
    return context;
  }

  /** The API server's address. */
  public String server() {
    return client.getMasterUrl().toString();
  }

  /** The namespace that the context names, else {@code default}, as kubectl takes it. */
  public String namespace() {
    return client.getNamespace();
  }

  /**
   * A source that observes the cluster; it ends when it is closed, at the latest before this.
   *
   * @param metrics what is read of the pods beside their use of processor and memory
   */
  public ObservationSource observe(InstantSource clock, WorkloadMetrics metrics) {
    return new KubernetesSource(client, clock, metrics);
  }

  /** Reads and changes Deployments. */
  public DeploymentControl deployments() {
    return new KubernetesDeploymentControl(client, calls);
  }

  /** Reads objects of any kind as they are. */
  public ClusterObjects objects() {
    return new ClusterObjects(client, calls);
  }

  @Override
  public void close() {
    client.close();
  }

  private static KubernetesConnection connect(Config config, String context)
      throws ControlException {
    if (PlatformText.text(config.getMasterUrl()).isEmpty()) {
      throw rejected(Sentence.of("kubernetes.context.no-server", context));
    }
    if (PlatformText.text(config.getNamespace()).isEmpty()) {
      config.setNamespace("default"); // as kubectl takes it
    }
    config.setConnectionTimeout(CONNECT_MILLIS);
    config.setRequestTimeout(REQUEST_MILLIS);
    // Retries are ours to make: the client's own would hide a cut for a minute and more.
    config.setRequestRetryBackoffLimit(0);
    config.setWatchReconnectInterval(RECONNECT_MILLIS);
    // Plain streaming passes every proxy, and is all that some control planes offer.
    config.setOnlyHttpWatches(true);
    return new KubernetesConnection(
        new KubernetesClientBuilder().withConfig(config).build(), context);
  }

  private static List<File> usualFiles() {
    return Config.getKubeconfigFilenames().stream().map(File::new).filter(File::isFile).toList();
  }

  private static Config inCluster(Connection.Kubernetes kubernetes) throws ControlException {
    Config config = Config.autoConfigure(null);
    if (kubernetes.context().isPresent()
        || PlatformText.text(config.getAutoOAuthToken()).isEmpty()) {
      throw rejected(
          Sentence.of("kubernetes.kubeconfig.none", List.copyOf(Config.getKubeconfigFilenames())));
    }
    return config;
  }

  private static List<io.fabric8.kubernetes.api.model.Config> parse(List<File> files)
      throws ControlException {
    var parsed = new java.util.ArrayList<io.fabric8.kubernetes.api.model.Config>();
    for (File file : files) {
      if (!file.isFile()) {
        throw rejected(Sentence.of("kubernetes.kubeconfig.absent", file.toString()));
      }
      try {
        parsed.add(KubeConfigUtils.parseConfig(file));
      } catch (RuntimeException e) {
        throw new ControlException.Rejected(
            Sentence.of("kubernetes.kubeconfig.unreadable", file.toString()), e);
      }
    }
    return List.copyOf(parsed);
  }

  private static String context(
      Connection.Kubernetes kubernetes,
      List<File> files,
      List<io.fabric8.kubernetes.api.model.Config> parsed)
      throws ControlException {
    List<String> names =
        parsed.stream()
            .flatMap(c -> PlatformText.list(c.getContexts()).stream())
            .map(NamedContext::getName)
            .distinct()
            .toList();
    Optional<String> current =
        parsed.stream().flatMap(c -> PlatformText.text(c.getCurrentContext()).stream()).findFirst();
    String wanted =
        kubernetes
            .context()
            .or(() -> current)
            .orElseThrow(() -> rejected(Sentence.of("kubernetes.context.none-current", names)));
    if (!names.contains(wanted)) {
      throw rejected(
          names.isEmpty()
              ? Sentence.of(
                  "kubernetes.context.no-contexts",
                  wanted,
                  files.stream().map(File::toString).toList())
              : Sentence.of(
                  "kubernetes.context.unknown",
                  wanted,
                  files.stream().map(File::toString).toList(),
                  names));
    }
    return wanted;
  }

  private static ControlException.Rejected rejected(Sentence sentence) {
    return new ControlException.Rejected(
        sentence, new IllegalArgumentException(sentence.toString()));
  }
}
