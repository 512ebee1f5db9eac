package io.pilothouse.authservice.administration;

import io.pilothouse.authservice.Refusal;
import io.pilothouse.authservice.RefusedException;
import io.pilothouse.authservice.administration.Definitions.Role;
import io.pilothouse.authservice.administration.Definitions.Service;
import io.pilothouse.authservice.audit.Audit;
import io.pilothouse.authservice.audit.AuditEvent;
import io.pilothouse.sharedmodel.sentence.Sentence;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Which services there are, what they permit, and which roles bundle that. */
@RestController
@RequestMapping("/api/auth/admin")
class DefinitionAdministration {
  private static final String OWN = "auth-service";

  private final Definitions definitions;
  private final Audit audit;
  private final TransactionTemplate transaction;

  DefinitionAdministration(Definitions definitions, Audit audit, TransactionTemplate transaction) {
    this.definitions = definitions;
    this.audit = audit;
    this.transaction = transaction;
  }

  /** A service's name and permissions. */
  record ServiceBody(
      @NotNull @Size(max = 200) String name, @NotNull Map<String, String> permissions) {}

  /** A role's words and permissions. */
  record RoleBody(
      @NotNull @Size(max = 200) String description, @NotNull List<String> permissions) {}

  @GetMapping("/services")
  List<Service> services() {
    return definitions.services();
  }

  @PutMapping("/services/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void service(
      @PathVariable String id,
      @Valid @RequestBody ServiceBody body,
      @AuthenticationPrincipal Jwt token,
      HttpServletRequest request) {
    if (id.equals(OWN)) {
      throw new RefusedException(Refusal.CONFLICT, Sentence.of("auth.role.needed", id));
    }
    transaction.executeWithoutResult(status -> {
      definitions.define(new Service(id, body.name(), body.permissions()));
      record(
          AuditEvent.SERVICE_DEFINED, token, request, id, body.permissions().keySet().toString());
    });
  }

  @GetMapping("/roles")
  List<Role> roles() {
    return definitions.roles();
  }

  @PutMapping("/roles/{role}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void role(
      @PathVariable String role,
      @Valid @RequestBody RoleBody body,
      @AuthenticationPrincipal Jwt token,
      HttpServletRequest request) {
    List<String> own =
        body.permissions().stream().filter(each -> each.startsWith(OWN + ":")).toList();
    if (role.equals(Definitions.ADMINISTRATOR)
        && !own.containsAll(definitions.ownPermissionsOf(List.of(role)))) {
      throw new RefusedException(Refusal.CONFLICT, Sentence.of("auth.role.needed", role));
    }
    if (!Administrator.of(token, request).claims().permissions().containsAll(own)) {
      throw new RefusedException(Refusal.NOT_PERMITTED, Sentence.of("auth.role.beyond"));
    }
    transaction.executeWithoutResult(status -> {
      definitions.define(new Role(role, body.description(), body.permissions()));
      record(AuditEvent.ROLE_DEFINED, token, request, role, body.permissions().toString());
    });
  }

  @DeleteMapping("/roles/{role}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void removeRole(
      @PathVariable String role, @AuthenticationPrincipal Jwt token, HttpServletRequest request) {
    if (role.equals(Definitions.ADMINISTRATOR)) {
      throw new RefusedException(Refusal.CONFLICT, Sentence.of("auth.role.needed", role));
    }
    transaction.executeWithoutResult(status -> {
      if (!definitions.remove(role)) {
        throw new RefusedException(Refusal.NOT_FOUND, Sentence.of("auth.role.unknown", role));
      }
      record(AuditEvent.ROLE_REMOVED, token, request, role, "removed");
    });
  }

  private void record(
      AuditEvent event, Jwt token, HttpServletRequest request, String subject, String detail) {
    var by = Administrator.of(token, request);
    audit.record(event, by.name(), subject, by.origin().address(), detail);
  }
}
