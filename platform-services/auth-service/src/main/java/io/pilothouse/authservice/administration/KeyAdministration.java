package io.pilothouse.authservice.administration;

import io.pilothouse.authservice.Digests;
import io.pilothouse.authservice.Refusal;
import io.pilothouse.authservice.RefusedException;
import io.pilothouse.authservice.audit.Audit;
import io.pilothouse.authservice.audit.AuditEvent;
import io.pilothouse.authservice.key.KeyRotation;
import io.pilothouse.authservice.oauth.Client;
import io.pilothouse.authservice.oauth.Clients;
import io.pilothouse.sharedmodel.sentence.Sentence;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signing keys, the clients that use them, and the audit of it all. */
@RestController
@RequestMapping("/api/auth/admin")
class KeyAdministration {
  private static final int LARGEST_PAGE = 500;
  private static final Pattern CLIENT = Pattern.compile("[a-z0-9][a-z0-9-]{0,99}");

  private final KeyRotation rotation;
  private final Clients clients;
  private final Audit audit;
  private final TransactionTemplate transaction;

  KeyAdministration(
      KeyRotation rotation, Clients clients, Audit audit, TransactionTemplate transaction) {
    this.rotation = rotation;
    this.clients = clients;
    this.audit = audit;
    this.transaction = transaction;
  }

  /** A client to register: with redirect addresses it is a public one, else a service. */
  record NewClient(
      @NotNull String clientId,
      @NotNull @Size(max = 200) String name,
      @NotNull List<String> redirectUris,
      @NotNull List<String> permissions) {}

  /**
   * A client as it was registered.
   *
   * @param clientSecret shown this once
   */
  record RegisteredClientView(String clientId, Optional<String> clientSecret) {}

  /** A client as it stands. */
  record ClientView(
      String clientId, String name, List<String> redirectUris, List<String> permissions) {}

  /** Publishes the next key ahead of its time. */
  @PostMapping("/keys/rotate")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void rotate(@AuthenticationPrincipal Jwt token, HttpServletRequest request) {
    var by = Administrator.of(token, request);
    rotation.rotate(by.name(), by.origin().address());
  }

  /** For a key that may be known to others: every access token ends at once. */
  @PostMapping("/keys/revoke")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void revoke(@AuthenticationPrincipal Jwt token, HttpServletRequest request) {
    var by = Administrator.of(token, request);
    rotation.revokeAll(by.name(), by.origin().address());
  }

  @GetMapping("/clients")
  List<ClientView> clients() {
    return clients.all().stream()
        .map(
            each -> new ClientView(each.id(), each.name(), each.redirectUris(), each.permissions()))
        .toList();
  }

  @PostMapping("/clients")
  @ResponseStatus(HttpStatus.CREATED)
  RegisteredClientView register(
      @Valid @RequestBody NewClient wanted,
      @AuthenticationPrincipal Jwt token,
      HttpServletRequest request) {
    var by = Administrator.of(token, request);
    if (!CLIENT.matcher(wanted.clientId()).matches()) {
      throw new RefusedException(
          Refusal.MALFORMED, Sentence.of("auth.name.malformed", wanted.clientId()));
    }
    if (wanted.permissions().stream().anyMatch(each -> each.startsWith("auth-service:"))
        && !by.claims().permissions().containsAll(wanted.permissions())) {
      throw new RefusedException(Refusal.NOT_PERMITTED, Sentence.of("auth.role.beyond"));
    }
    Optional<String> secret =
        wanted.redirectUris().isEmpty() ? Optional.of(Digests.randomToken()) : Optional.empty();
    transaction.executeWithoutResult(status -> {
      clients.add(
          new Client(
              wanted.clientId(),
              wanted.name(),
              secret.map(text -> Base64.getEncoder().encodeToString(Digests.sha256(text))),
              wanted.redirectUris(),
              wanted.permissions()));
      record(AuditEvent.CLIENT_REGISTERED, by, wanted.clientId(), wanted.permissions().toString());
    });
    return new RegisteredClientView(wanted.clientId(), secret);
  }

  @DeleteMapping("/clients/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void removeClient(
      @PathVariable String id, @AuthenticationPrincipal Jwt token, HttpServletRequest request) {
    transaction.executeWithoutResult(status -> {
      if (!clients.remove(id)) {
        throw new RefusedException(Refusal.NOT_FOUND, Sentence.of("auth.client.unknown", id));
      }
      record(AuditEvent.CLIENT_REMOVED, Administrator.of(token, request), id, "removed");
    });
  }

  /** The newest first; {@code before} an id for the next page. */
  @GetMapping("/audit")
  List<Audit.Entry> audit(
      @RequestParam Optional<String> subject,
      @RequestParam(defaultValue = "9223372036854775807") long before,
      @RequestParam(defaultValue = "100") int limit) {
    return audit.entries(subject, before, Math.clamp(limit, 1, LARGEST_PAGE));
  }

  private void record(AuditEvent event, Administrator by, String subject, String detail) {
    audit.record(event, by.name(), subject, by.origin().address(), detail);
  }
}
