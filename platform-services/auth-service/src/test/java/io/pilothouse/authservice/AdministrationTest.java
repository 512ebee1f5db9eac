package io.pilothouse.authservice;

import static io.pilothouse.authservice.RunningService.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.authservice.RunningService.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Administrators make users, roles and permissions, and each thing that they do is kept. */
@ExtendWith(OneService.class)
class AdministrationTest {
  private final RunningService service;
  private final String password = RunningService.newPassword();
  private final String admin;
  private final String name;

  AdministrationTest(RunningService service) {
    this.service = service;
    this.name = service.user(password, "ADMINISTRATOR");
    this.admin = service.signedIn(name, password).text("accessToken");
  }

  private Answer put(String path, Object body) {
    return service.send(
        "PUT",
        "/api/auth/admin/" + path,
        RunningService.JSON.writeValueAsString(body),
        bearer(admin));
  }

  private Answer create(String user, String first, String... roles) {
    return service.post(
        "/api/auth/admin/users",
        Map.of("userName", user, "password", first, "roles", List.of(roles)),
        bearer(admin));
  }

  @Test
  void aUserWithARoleOfAServiceSignsInWithItsPermissions() {
    assertThat(
            put(
                    "services/product-change",
                    Map.of(
                        "name",
                        "Product change",
                        "permissions",
                        Map.of("change-product", "Change products", "read-product", "Read")))
                .status())
        .isEqualTo(204);
    assertThat(
            put(
                    "roles/CLERK",
                    Map.of(
                        "description",
                        "At the counter",
                        "permissions",
                        List.of("product-change:read-product", "product-change:change-product")))
                .status())
        .isEqualTo(204);
    String first = RunningService.newPassword();
    assertThat(create("clerk.kim", first, "CLERK").status()).isEqualTo(201);
    assertThat(create("Clerk.Kim", first, "CLERK").status()).isEqualTo(409);
    assertThat(service.login("clerk.kim", first).status()).isEqualTo(403);
    String own = RunningService.newPassword();
    service.post(
        "/api/auth/password",
        Map.of("userName", "clerk.kim", "currentPassword", first, "newPassword", own));
    Answer session = service.signedIn("clerk.kim", own);
    Answer verified = service.get("/api/auth/verify", bearer(session.text("accessToken")));
    assertThat(verified.json().path("permissions").toString())
        .isEqualTo("[\"product-change:change-product\",\"product-change:read-product\"]");

    assertThat(put("users/clerk.kim/active", false).json().path("active").asBoolean()).isFalse();
    assertThat(service.get("/api/auth/verify", bearer(session.text("accessToken"))).status())
        .isEqualTo(401);
    Answer audit = service.get("/api/auth/admin/audit?subject=clerk.kim", bearer(admin));
    assertThat(audit.json().valueStream().map(row -> row.path("event").asString()))
        .containsSubsequence("user-disabled", "signed-in", "password-changed", "user-created");
    assertThat(audit.body()).contains(name).doesNotContain(first, own);
  }

  @Test
  void nobodyGivesWhatTheyDoNotHave() {
    put(
        "roles/HELPDESK",
        Map.of(
            "description",
            "Users only",
            "permissions",
            List.of("auth-service:manage-users", "auth-service:manage-roles")));
    String helper = service.user(password, "HELPDESK");
    String token = service.signedIn(helper, password).text("accessToken");
    assertThat(
            service
                .send(
                    "PUT",
                    "/api/auth/admin/users/" + helper + "/roles",
                    "[\"ADMINISTRATOR\"]",
                    bearer(token))
                .status())
        .isEqualTo(403);
    assertThat(
            service
                .send(
                    "PUT",
                    "/api/auth/admin/users/" + name + "/password",
                    "{\"password\":\"" + RunningService.newPassword() + "\"}",
                    bearer(token))
                .status())
        .isEqualTo(403);
    assertThat(
            service
                .send(
                    "PUT",
                    "/api/auth/admin/roles/HELPDESK",
                    "{\"description\":\"more\",\"permissions\":[\"auth-service:manage-keys\"]}",
                    bearer(token))
                .status())
        .isEqualTo(403);
  }

  @Test
  void whatTheServiceItselfNeedsStays() {
    assertThat(
            service
                .send("DELETE", "/api/auth/admin/roles/ADMINISTRATOR", "", bearer(admin))
                .status())
        .isEqualTo(409);
    assertThat(
            put("roles/ADMINISTRATOR", Map.of("description", "none", "permissions", List.of()))
                .status())
        .isEqualTo(409);
    assertThat(put("services/auth-service", Map.of("name", "x", "permissions", Map.of())).status())
        .isEqualTo(409);
    assertThat(
            put("roles/lower-case", Map.of("description", "x", "permissions", List.of())).status())
        .isEqualTo(400);
    assertThat(
            put(
                    "roles/NEW",
                    Map.of("description", "x", "permissions", List.of("no-service:nothing")))
                .status())
        .isEqualTo(409);
  }

  @Test
  void aWeakFirstPasswordIsRefusedToo() {
    assertThat(create("park", "short", "OPERATOR").status()).isEqualTo(422);
    assertThat(create("' OR 1=1", RunningService.newPassword(), "OPERATOR").status())
        .isEqualTo(400);
    assertThat(service.get("/api/auth/admin/users/park", bearer(admin)).status()).isEqualTo(404);
  }

  @Test
  void healthAndReadinessAreOnTheManagementPort() {
    var answer =
        service.send(
            java.net.http.HttpRequest.newBuilder(service.management("/actuator/health/readiness"))
                .build());
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(service.get("/actuator/health").status()).isIn(403, 404);
  }
}
