package io.pilothouse.authservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.authservice.RunningService.Answer;
import io.pilothouse.authservice.oauth.Client;
import io.pilothouse.authservice.oauth.Clients;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A deployment declares the services that may obtain tokens. */
@ExtendWith(OneService.class)
class DeclaredClientsTest {
  private final OneService.Estate estate;

  @TempDir Path folder;

  DeclaredClientsTest(OneService.Estate estate) {
    this.estate = estate;
  }

  @Test
  void aDeclaredClientGetsTokensAndOneThatChangedIsBroughtUpToDate() throws Exception {
    Clients clients = estate.service().part(Clients.class);
    clients.add(
        new Client(
            "declared-before",
            "Before",
            Optional.of(Base64.getEncoder().encodeToString(Digests.sha256("another"))),
            List.of(),
            List.of("bill-inquiry:write")));
    Path secretFile = folder.resolve("made");
    String secret = Digests.randomToken();

    try (var second =
        new RunningService(
            estate.database(),
            estate.keyEncryptionKey(),
            estate.service().clock(),
            Map.of(
                "pilothouse.auth.clients.declared-before.secret",
                secret,
                "pilothouse.auth.clients.declared-before.permissions",
                "bill-inquiry:read",
                "pilothouse.auth.clients.declared-new.secret-file",
                secretFile.toString(),
                "pilothouse.auth.clients.declared-new.permissions",
                "product:read,product:write"))) {
      assertThat(permissions(second, "declared-before", secret))
          .containsExactly("bill-inquiry:read");
      assertThat(permissions(second, "declared-new", Files.readString(secretFile).strip()))
          .containsExactlyInAnyOrder("product:read", "product:write");
      assertThat(clients.byId("declared-before").orElseThrow().name()).isEqualTo("declared-before");
    }
  }

  private static List<String> permissions(RunningService service, String client, String secret) {
    String basic =
        Base64.getEncoder()
            .encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
    Answer token =
        service.send(
            HttpRequest.newBuilder(service.address("/oauth2/token"))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                .build());
    assertThat(token.status()).as(token.body()).isEqualTo(200);
    Answer verified =
        service.get("/api/auth/verify", RunningService.bearer(token.text("access_token")));
    return verified.json().path("permissions").valueStream().map(each -> each.asString()).toList();
  }
}
