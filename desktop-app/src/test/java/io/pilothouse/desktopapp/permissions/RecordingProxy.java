package io.pilothouse.desktopapp.permissions;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Stands between the product and a control plane, on loopback in plain HTTP: keeps each call, asks
 * a gate, and passes on what may pass, streams too.
 */
final class RecordingProxy implements AutoCloseable {
  private static final Set<String> OWN_HEADERS =
      Set.of(
          "host", "connection", "content-length", "transfer-encoding", "upgrade", "http2-settings");
  private static final int CHUNK = 16_384;

  private final String target;
  private final CallGate gate;
  private final HttpClient client;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<ProxiedCall> calls = new CopyOnWriteArrayList<>();

  private final Optional<String> token;

  private RecordingProxy(URI target, CallGate gate, HttpClient client, Optional<String> token)
      throws IOException {
    this.token = token;
    this.target = target.getScheme() + "://" + target.getAuthority();
    this.gate = gate;
    this.client = client;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** In front of a plain HTTP server. */
  static RecordingProxy before(URI target, CallGate gate) throws IOException {
    return new RecordingProxy(target, gate, HttpClient.newHttpClient(), Optional.empty());
  }

  /**
   * In front of an HTTPS server.
   *
   * @param authority its certificate in PEM
   */
  static RecordingProxy before(URI target, String authority, CallGate gate)
      throws IOException, GeneralSecurityException {
    return new RecordingProxy(target, gate, trusting(authority), Optional.empty());
  }

  /**
   * The same, and signs every call: Go's client sends no token over plain HTTP.
   *
   * @param token of whom the calls are
   */
  static RecordingProxy signing(URI target, String authority, String token)
      throws IOException, GeneralSecurityException {
    return new RecordingProxy(target, CallGate.OPEN, trusting(authority), Optional.of(token));
  }

  private static HttpClient trusting(String authority)
      throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    trusted.setCertificateEntry(
        "target",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(authority.getBytes(StandardCharsets.US_ASCII))));
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, managers.getTrustManagers(), null);
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(tls).build();
  }

  /** Where it listens. */
  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Every call so far, refused ones too. */
  List<ProxiedCall> calls() {
    return List.copyOf(calls);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String asked = exchange.getRequestURI().toString();
    var call = ProxiedCall.of(exchange.getRequestMethod(), asked);
    calls.add(call);
    byte[] body = exchange.getRequestBody().readAllBytes();
    Optional<String> refusal = gate.refusal(call);
    try (exchange) {
      if (refusal.isPresent()) {
        byte[] bytes = refusal.get().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(403, bytes.length);
        exchange.getResponseBody().write(bytes);
        return;
      }
      pass(
          exchange,
          client.send(request(exchange, asked, body), HttpResponse.BodyHandlers.ofInputStream()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest request(HttpExchange exchange, String asked, byte[] body) {
    var request = HttpRequest.newBuilder(URI.create(target + asked));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> request.header(name, value));
          }
        });
    token.ifPresent(t -> request.setHeader("Authorization", "Bearer " + t));
    return request
        .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
  }

  private static void pass(HttpExchange exchange, HttpResponse<InputStream> answer)
      throws IOException {
    answer
        .headers()
        .map()
        .forEach((name, values) -> {
          if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
            exchange.getResponseHeaders().put(name, values);
          }
        });
    boolean empty = answer.statusCode() == 204 || answer.statusCode() == 304;
    exchange.sendResponseHeaders(answer.statusCode(), empty ? -1 : 0);
    try (InputStream in = answer.body()) {
      byte[] buffer = new byte[CHUNK];
      for (int read = in.read(buffer); !empty && read >= 0; read = in.read(buffer)) {
        exchange.getResponseBody().write(buffer, 0, read);
        exchange.getResponseBody().flush();
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    client.shutdownNow();
    threads.shutdownNow();
  }
}
