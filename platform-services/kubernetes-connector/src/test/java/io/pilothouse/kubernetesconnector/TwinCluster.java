package io.pilothouse.kubernetesconnector;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.pilothouse.localtwin.kubernetes.ContainerRuntime;
import io.pilothouse.localtwin.kubernetes.ImageBehavior;
import io.pilothouse.localtwin.kubernetes.KubernetesTwin;
import io.pilothouse.localtwin.kubernetes.KubernetesTwinSpec;
import io.pilothouse.localtwin.kubernetes.LogLine;
import io.pilothouse.localtwin.kubernetes.NodePoolSpec;
import io.pilothouse.localtwin.kubernetes.PodMetricsSource;
import io.pilothouse.localtwin.kubernetes.PodReference;
import io.pilothouse.localtwin.kubernetes.VmSize;
import io.pilothouse.sharedmodel.estate.Connection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cluster for tests, behind a door at which an answer of an API server can be given in its place:
 * 401, 403, 503. Requests that came are kept.
 */
final class TwinCluster implements AutoCloseable {
  /** Decides over a request, by method and path with query. */
  interface Door {
    /** A status to answer with instead of the cluster; empty to let it through. */
    Optional<Integer> instead(String method, String path);
  }

  private static final Logger LOG = LoggerFactory.getLogger(TwinCluster.class);
  private static final Door OPEN = (method, path) -> Optional.empty();

  final KubernetesTwin twin;
  final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final HttpServer front;
  private final HttpClient http;
  private final Path kubeconfig;
  private volatile Door door = OPEN;

  private TwinCluster(KubernetesTwin twin, Path folder) throws IOException {
    this.twin = twin;
    twin.writeKubeconfig(folder.resolve("twin"), "twin", "production");
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(trusting(folder.resolve("twin")))
            .build();
    this.front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    front.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    front.createContext("/", this::pass);
    front.start();
    this.kubeconfig = folder.resolve("kubeconfig-" + front.getAddress().getPort());
    Files.writeString(kubeconfig, kubeconfig());
  }

  /** Trusts the certificate authority that a kubeconfig names. */
  private static SSLContext trusting(Path kubeconfig) throws IOException {
    Config config = Config.fromKubeconfig(kubeconfig.toFile());
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, SSLUtils.trustManagers(config), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  static TwinCluster start(Path folder, Optional<PodMetricsSource> metrics) throws IOException {
    var runtime =
        new ContainerRuntime() {
          @Override
          public ImageBehavior behaviorOf(String image, PodReference pod) {
            return new ImageBehavior.Serves(Duration.ofMillis(100));
          }

          @Override
          public List<LogLine> log(PodReference pod, String container) {
            return List.of();
          }
        };
    var pool =
        new NodePoolSpec(
            "system",
            NodePoolSpec.Mode.SYSTEM,
            VmSize.named("Standard_D4s_v3", 110),
            3,
            List.of("koreacentral-1", "koreacentral-2", "koreacentral-3"),
            List.of(),
            Map.of());
    return new TwinCluster(
        KubernetesTwin.start(
            KubernetesTwinSpec.of("test", "v1.29.7", List.of(pool)), runtime, metrics),
        folder);
  }

  void guard(Door door) {
    this.door = door;
  }

  void open() {
    this.door = OPEN;
  }

  Connection.Kubernetes connection() {
    return new Connection.Kubernetes(Optional.of(kubeconfig.toString()), Optional.of("test"));
  }

  /** Applies a Deployment with one container. */
  void deploy(String name, String image, int replicas, String changeCause) {
    twin.apply(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: %1$s
          namespace: production
          labels: {app: %1$s}
          annotations: {kubernetes.io/change-cause: "%4$s"}
        spec:
          replicas: %3$d
          selector: {matchLabels: {app: %1$s}}
          template:
            metadata: {labels: {tier: application, app: %1$s}}
            spec:
              containers:
                - name: %1$s
                  image: %2$s
                  resources: {requests: {cpu: 100m, memory: 64Mi}}
        """
            .formatted(name, image, replicas, changeCause));
  }

  void delete(String deployment) {
    request(
        "DELETE",
        "/apis/apps/v1/namespaces/production/deployments/" + deployment,
        "application/json",
        "{\"propagationPolicy\":\"Background\"}");
  }

  void namespace(String name) {
    twin.apply("apiVersion: v1\nkind: Namespace\nmetadata: {name: %s}\n".formatted(name));
  }

  /** Sends a request to the cluster past the door. */
  void request(String method, String path, String contentType, String body) {
    try {
      var answer =
          http.send(
              HttpRequest.newBuilder(twin.url().resolve(path))
                  .header("Authorization", "Bearer " + twin.token())
                  .header("Content-Type", contentType)
                  .method(method, HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(answer.body());
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void pass(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    requests.add(exchange.getRequestMethod() + " " + path);
    Optional<Integer> instead = door.instead(exchange.getRequestMethod(), path);
    try (exchange) {
      if (instead.isPresent()) {
        refuse(exchange, instead.get());
      } else {
        forward(exchange, path);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // Either side went away, as they do when a test cuts the API.
      LOG.debug("{} {}", path, e.toString());
    }
  }

  private static void refuse(HttpExchange exchange, int code) throws IOException {
    byte[] body =
        """
        {"kind":"Status","apiVersion":"v1","status":"Failure","code":%d,\
        "message":"User \\"operator\\" cannot do this at the cluster scope"}\
        """
            .formatted(code)
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
  }

  private void forward(HttpExchange exchange, String path)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(twin.url().toString().replaceAll("/$", "") + path));
    for (String name : List.of("Authorization", "Content-Type", "Accept")) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        request.header(name, value);
      }
    }
    byte[] body = exchange.getRequestBody().readAllBytes();
    request.method(
        exchange.getRequestMethod(),
        body.length == 0
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(body));
    HttpResponse<InputStream> answer =
        http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    answer
        .headers()
        .firstValue("Content-Type")
        .ifPresent(type -> exchange.getResponseHeaders().add("Content-Type", type));
    exchange.sendResponseHeaders(answer.statusCode(), 0);
    try (InputStream in = answer.body();
        OutputStream out = exchange.getResponseBody()) {
      byte[] buffer = new byte[8192];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        out.flush();
      }
    }
  }

  private String kubeconfig() {
    return """
    apiVersion: v1
    kind: Config
    current-context: test
    clusters:
      - {name: test, cluster: {server: "http://127.0.0.1:%d"}}
    contexts:
      - {name: test, context: {cluster: test, user: operator, namespace: production}}
      - {name: other, context: {cluster: test, user: operator}}
    users:
      - {name: operator, user: {token: "%s"}}
    """
        .formatted(front.getAddress().getPort(), twin.token());
  }

  @Override
  public void close() {
    front.stop(0);
    twin.close();
    http.shutdownNow();
  }
}
