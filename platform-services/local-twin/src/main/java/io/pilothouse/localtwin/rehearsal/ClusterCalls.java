package io.pilothouse.localtwin.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** What kubectl would send, to the cluster of a twin's kubeconfig. Safe for any thread. */
final class ClusterCalls {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final String server;
  private final String token;
  private final String namespace;
  private final HttpClient http;

  /** Reads the twin's kubeconfig, which is JSON with one context. */
  ClusterCalls(Path kubeconfig) {
    try {
      JsonNode config = new ObjectMapper().readTree(Files.readString(kubeconfig));
      JsonNode cluster = config.at("/clusters/0/cluster");
      this.server = cluster.path("server").asText();
      this.token = config.at("/users/0/user/token").asText();
      this.namespace = config.at("/contexts/0/context/namespace").asText("default");
      this.http =
          HttpClient.newBuilder()
              .sslContext(
                  trusting(
                      Base64.getDecoder()
                          .decode(cluster.path("certificate-authority-data").asText())))
              .build();
    } catch (IOException | GeneralSecurityException e) {
      throw new DeedFailedException("the twin's kubeconfig cannot be used: " + e.getMessage());
    }
  }

  /** A JSON merge patch of an object in the namespace, by default the system's. */
  String patch(String kind, String name, Optional<String> otherNamespace, String patch) {
    send(
        HttpRequest.newBuilder(uri(kind, otherNamespace.orElse(namespace), name))
            .header("Content-Type", "application/merge-patch+json")
            .method("PATCH", BodyPublishers.ofString(patch)));
    return kind + " " + name + " patched";
  }

  String delete(String kind, String name) {
    send(HttpRequest.newBuilder(uri(kind, namespace, name)).DELETE());
    return kind + " " + name + " deleted";
  }

  private URI uri(String kind, String inNamespace, String name) {
    String base =
        switch (kind.toLowerCase(Locale.ROOT)) {
          case "deployment" -> "/apis/apps/v1/namespaces/" + inNamespace + "/deployments/";
          case "hpa", "horizontalpodautoscaler" ->
              "/apis/autoscaling/v2/namespaces/" + inNamespace + "/horizontalpodautoscalers/";
          case "networkpolicy" ->
              "/apis/networking.k8s.io/v1/namespaces/" + inNamespace + "/networkpolicies/";
          case "resourcequota" -> "/api/v1/namespaces/" + inNamespace + "/resourcequotas/";
          case "pod" -> "/api/v1/namespaces/" + inNamespace + "/pods/";
          case "node" -> "/api/v1/nodes/";
          default ->
              throw new DeedFailedException(
                  "a responder has no way to a '"
                      + kind
                      + "'; there is deployment, hpa, networkpolicy, resourcequota, pod, node");
        };
    return URI.create(server + base + name);
  }

  private void send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          http.send(
              request.timeout(PATIENCE).header("Authorization", "Bearer " + token).build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new DeedFailedException(
            "the cluster refused it (%d): %s"
                .formatted(
                    answer.statusCode(),
                    new ObjectMapper().readTree(answer.body()).path("message").asText()));
      }
    } catch (IOException e) {
      throw new DeedFailedException("the cluster does not answer: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeedFailedException("interrupted");
    }
  }

  private static SSLContext trusting(byte[] certificate)
      throws GeneralSecurityException, IOException {
    var keys = KeyStore.getInstance(KeyStore.getDefaultType());
    keys.load(null, null);
    keys.setCertificateEntry(
        "twin",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(certificate)));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(keys);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
