package io.pilothouse.serviceruntime.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpRequest;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** Secrets of a vault, over its documented REST shape, and of mounted files. */
class SecretStoresTest {

  private static final String PASSWORD = "pilothouse.database.primary.password";

  private final Map<String, String> kept = new ConcurrentHashMap<>();
  private final List<String> challenged = new CopyOnWriteArrayList<>();
  @TempDir private Path folder;
  private HttpServer vault;

  @BeforeEach
  void start() throws IOException {
    vault = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    vault.createContext(
        "/secrets/",
        exchange -> {
          var name = exchange.getRequestURI().getPath().split("/")[2];
          var authorized =
              "Bearer token".equals(exchange.getRequestHeaders().getFirst("Authorization"));
          var body = "";
          int status = 401;
          if (!authorized) {
            challenged.add(name);
            exchange
                .getResponseHeaders()
                .set(
                    "WWW-Authenticate",
                    "Bearer authorization=\"https://login.microsoftonline.com/tenant\","
                        + " resource=\"https://vault.azure.net\"");
          } else if (!kept.containsKey(name)) {
            status = 404;
            body = "{\"error\":{\"code\":\"SecretNotFound\",\"message\":\"no such secret\"}}";
          } else {
            status = 200;
            body =
                "{\"value\":\"%s\",\"id\":\"https://orders.vault.azure.net/secrets/%s/1\",\"attributes\":{\"enabled\":true}}"
                    .formatted(kept.get(name), name);
          }
          var bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    vault.start();
  }

  @AfterEach
  void stop() {
    vault.stop(0);
  }

  @Test
  void readsAVaultAfterItsChallengeAndTellsWhatIsNotThere() {
    kept.put("postgres-password", "first");
    var secrets = new VaultSecrets("https://orders.vault.azure.net", identity(), transport());

    assertThat(secrets.read("postgres-password")).contains("first");
    assertThat(secrets.read("another")).isEmpty();
    assertThat(challenged).containsExactly("postgres-password");
    vault.stop(0);
    assertThatThrownBy(() -> secrets.read("postgres-password"))
        .isInstanceOf(SecretsUnavailableException.class)
        .hasMessageContaining("postgres-password")
        .hasMessageNotContaining("first");
  }

  @Test
  void tellsOfARotatedSecretOnceAndKeepsTheOldOneWhileTheVaultIsAway() {
    kept.put("postgres-password", "first");
    var secrets =
        new RotatingSecrets(
            new VaultSecrets("https://orders.vault.azure.net", identity(), transport()),
            Map.of("postgres-password", PASSWORD),
            Clock.systemUTC());
    List<Set<String>> changes = new ArrayList<>();
    secrets.onChange(changes::add);
    secrets.load();
    assertThat(secrets.value(PASSWORD)).contains("first");

    kept.put("postgres-password", "second");
    secrets.refresh();
    secrets.refresh();
    assertThat(secrets.value(PASSWORD)).contains("second");
    assertThat(changes).containsExactly(Set.of(PASSWORD));
    kept.clear();
    secrets.refresh();
    assertThat(secrets.value(PASSWORD)).contains("second");
    assertThat(secrets.toString()).doesNotContain("second");
  }

  @Test
  void readsMountedFilesAgainWhenTheyChangeAndNoneOutsideTheirFolder() throws IOException {
    var file = folder.resolve("postgres-password");
    Files.writeString(file, "first\n");
    var secrets = new MountedSecrets(folder);

    assertThat(secrets.read("postgres-password")).contains("first");
    Files.writeString(file, "second\n");
    assertThat(secrets.read("postgres-password")).contains("second");
    assertThat(secrets.read("another")).isEqualTo(Optional.empty());
    assertThatThrownBy(() -> secrets.read("../passwd"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** The library's own pipeline, but for the last step: what goes to the vault goes to ours. */
  private HttpClient transport() {
    var client = HttpClient.createDefault();
    return request -> {
      var here = new HttpRequest(request.getHttpMethod(), here(request));
      here.setHeaders(request.getHeaders());
      Optional.ofNullable(request.getBodyAsBinaryData()).ifPresent(here::setBody);
      return client.send(here);
    };
  }

  private String here(HttpRequest request) {
    var url = request.getUrl();
    return "http://localhost:" + vault.getAddress().getPort() + url.getFile();
  }

  private static TokenCredential identity() {
    return context -> Mono.just(new AccessToken("token", OffsetDateTime.MAX));
  }
}
