package io.pilothouse.authservice;

import static io.pilothouse.authservice.RunningService.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.authservice.RunningService.Answer;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Programs obtain tokens: a desktop for its operator, a service for itself. */
@ExtendWith(OneService.class)
class AuthorizationServerTest {
  private static final String REDIRECT = "http://127.0.0.1:49152/callback";
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

  private final RunningService service;
  private final String password = RunningService.newPassword();
  private final String verifier = Digests.randomToken();

  AuthorizationServerTest(RunningService service) {
    this.service = service;
  }

  private String challenge() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Digests.sha256(verifier));
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(each ->
            each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private Answer token(Map<String, String> fields, String... headers) {
    return postForm("/oauth2/token", fields, headers);
  }

  private Answer postForm(String path, Map<String, String> fields, String... headers) {
    var request =
        HttpRequest.newBuilder(service.address(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form(fields)));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return service.send(request.build());
  }

  /** As a browser does: to the sign-in page, name and password, and back with a code. */
  private String code(String user) throws Exception {
    try (var browser =
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build()) {
      URI authorize =
          service.address(
              "/oauth2/authorize?"
                  + form(
                      Map.of(
                          "response_type", "code",
                          "client_id", "pilothouse-desktop",
                          "redirect_uri", REDIRECT,
                          "scope", "openid profile",
                          "state", "st-1",
                          "nonce", "no-1",
                          "code_challenge", challenge(),
                          "code_challenge_method", "S256")));
      HttpResponse<String> asked = get(browser, authorize);
      assertThat(asked.statusCode()).isEqualTo(302);
      HttpResponse<String> page =
          get(browser, authorize.resolve(asked.headers().firstValue("Location").orElseThrow()));
      Matcher csrf = CSRF.matcher(page.body());
      assertThat(csrf.find()).as(page.body()).isTrue();
      HttpResponse<String> signedIn =
          browser.send(
              HttpRequest.newBuilder(service.address("/login"))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(
                      BodyPublishers.ofString(
                          form(
                              Map.of(
                                  "username", user, "password", password, "_csrf", csrf.group(1)))))
                  .build(),
              BodyHandlers.ofString());
      assertThat(signedIn.statusCode()).isEqualTo(302);
      HttpResponse<String> back =
          get(browser, authorize.resolve(signedIn.headers().firstValue("Location").orElseThrow()));
      String location = back.headers().firstValue("Location").orElseThrow();
      assertThat(location).startsWith(REDIRECT + "?").contains("state=st-1");
      Matcher code = Pattern.compile("code=([^&]+)").matcher(location);
      assertThat(code.find()).as(location).isTrue();
      return URLDecoder.decode(code.group(1), StandardCharsets.UTF_8);
    }
  }

  private static HttpResponse<String> get(HttpClient browser, URI address) throws Exception {
    return browser.send(
        HttpRequest.newBuilder(address).header("Accept", "text/html").build(),
        BodyHandlers.ofString());
  }

  private Map<String, String> exchange(String code, String with) {
    return Map.of(
        "grant_type", "authorization_code",
        "client_id", "pilothouse-desktop",
        "redirect_uri", REDIRECT,
        "code", code,
        "code_verifier", with);
  }

  @Test
  void anOperatorSignsInFromTheDesktopAndGoesOnByRefreshing() throws Exception {
    String user = service.user(password, "OPERATOR");
    Answer answer = token(exchange(code(user), verifier));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.text("id_token")).isNotEmpty();
    Answer verified = service.get("/api/auth/verify", bearer(answer.text("access_token")));
    assertThat(verified.text("userName")).isEqualTo(user);
    assertThat(verified.text("client")).isEqualTo("pilothouse-desktop");
    assertThat(
            service
                .get("/userinfo", bearer(answer.text("access_token")))
                .text("preferred_username"))
        .isEqualTo(user);

    Map<String, String> refresh =
        Map.of(
            "grant_type", "refresh_token",
            "client_id", "pilothouse-desktop",
            "refresh_token", answer.text("refresh_token"));
    Answer next = token(refresh);
    assertThat(next.status()).as(next.body()).isEqualTo(200);
    assertThat(service.refresh(next.text("refresh_token")).status())
        .as("a desktop's token at the first-party door")
        .isEqualTo(401);
    assertThat(
            postForm(
                    "/oauth2/revoke",
                    Map.of("client_id", "pilothouse-desktop", "token", next.text("refresh_token")))
                .status())
        .isEqualTo(200);
    assertThat(service.get("/api/auth/verify", bearer(next.text("access_token"))).status())
        .isEqualTo(401);
  }

  @Test
  void aCodeIsGoodForItsVerifierAlone() throws Exception {
    String code = code(service.user(password));
    assertThat(token(exchange(code, Digests.randomToken())).text("error"))
        .isEqualTo("invalid_grant");
  }

  @Test
  void aCodeThatIsUsedTwiceEndsTheSessionOfTheFirstUse() throws Exception {
    String code = code(service.user(password));
    Answer first = token(exchange(code, verifier));
    assertThat(first.status()).isEqualTo(200);
    assertThat(token(exchange(code, verifier)).text("error")).isEqualTo("invalid_grant");
    assertThat(service.get("/api/auth/verify", bearer(first.text("access_token"))).status())
        .isEqualTo(401);
  }

  @Test
  void noOtherAddressGetsACodeAndNoneIsGivenWithoutPkce() throws Exception {
    for (String query :
        List.of(
            form(
                Map.of(
                    "response_type",
                    "code",
                    "client_id",
                    "pilothouse-desktop",
                    "redirect_uri",
                    "https://evil.test/callback",
                    "code_challenge",
                    challenge(),
                    "code_challenge_method",
                    "S256")),
            form(
                Map.of(
                    "response_type",
                    "code",
                    "client_id",
                    "pilothouse-desktop",
                    "redirect_uri",
                    REDIRECT)),
            form(
                Map.of(
                    "response_type",
                    "code",
                    "client_id",
                    "pilothouse-desktop",
                    "redirect_uri",
                    REDIRECT,
                    "code_challenge",
                    verifier,
                    "code_challenge_method",
                    "plain")))) {
      Answer answer = service.get("/oauth2/authorize?" + query, "Accept", "text/html");
      assertThat(answer.headers().firstValue("Location").orElse(""))
          .doesNotContain("code=", "evil");
    }
  }

  @Test
  void aServiceSignsInByItselfAndAsksAboutTokens() {
    String administrator = service.user(password, "ADMINISTRATOR");
    String admin = service.signedIn(administrator, password).text("accessToken");
    service.send(
        "PUT",
        "/api/auth/admin/services/bill-inquiry",
        "{\"name\":\"Bill inquiry\",\"permissions\":{\"read-bill\":\"Read bills\"}}",
        bearer(admin));
    Answer registered =
        service.post(
            "/api/auth/admin/clients",
            Map.of(
                "clientId",
                "bill-inquiry",
                "name",
                "Bill inquiry",
                "redirectUris",
                List.of(),
                "permissions",
                List.of("bill-inquiry:read-bill")),
            bearer(admin));
    assertThat(registered.status()).as(registered.body()).isEqualTo(201);
    String basic =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(
                    ("bill-inquiry:" + registered.text("clientSecret"))
                        .getBytes(StandardCharsets.UTF_8));
    Answer answer = token(Map.of("grant_type", "client_credentials"), "Authorization", basic);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    Answer verified = service.get("/api/auth/verify", bearer(answer.text("access_token")));
    assertThat(verified.json().path("permissions").get(0).asString())
        .isEqualTo("bill-inquiry:read-bill");

    Answer active = postForm("/oauth2/introspect", Map.of("token", admin), "Authorization", basic);
    assertThat(active.json().path("active").asBoolean()).isTrue();
    assertThat(active.text("username")).isEqualTo(administrator);
    service.send("POST", "/api/auth/logout", "", bearer(admin));
    assertThat(
            postForm("/oauth2/introspect", Map.of("token", admin), "Authorization", basic)
                .json()
                .path("active")
                .asBoolean())
        .isFalse();
    assertThat(
            token(
                    Map.of(
                        "grant_type", "client_credentials", "scope", "auth-service:manage-users"),
                    "Authorization",
                    basic)
                .text("error"))
        .isEqualTo("invalid_scope");
    assertThat(
            token(Map.of("grant_type", "client_credentials"), "Authorization", "Basic YTpi")
                .status())
        .isEqualTo(401);
  }

  @Test
  void discoveryNamesTheIssuerAndWhatItTakes() {
    Answer answer = service.get("/.well-known/openid-configuration");
    assertThat(answer.text("issuer")).isEqualTo(RunningService.ISSUER);
    assertThat(answer.text("jwks_uri")).isEqualTo(RunningService.ISSUER + "/oauth2/jwks");
    assertThat(answer.json().path("code_challenge_methods_supported").toString())
        .isEqualTo("[\"S256\"]");
  }
}
