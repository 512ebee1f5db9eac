package io.pilothouse.authservice.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pilothouse.authservice.Origin;
import io.pilothouse.authservice.session.SessionTokens;
import io.pilothouse.authservice.session.SessionTokens.Pair;
import io.pilothouse.authservice.signin.Credentials;
import io.pilothouse.authservice.signin.PasswordChange;
import io.pilothouse.authservice.signin.SignIn;
import io.pilothouse.authservice.token.TokenClaims;
import io.pilothouse.authservice.user.User;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Sign-in, refresh, sign-out, password and token check as JSON, for our own front ends. */
@RestController
@RequestMapping("/api/auth")
class SignInController {
  /** The client of sessions that begin here. */
  static final String CLIENT = "first-party";

  private static final int LONGEST_TEXT = 1000;

  private final SignIn signIn;
  private final PasswordChange passwordChange;
  private final SessionTokens tokens;
  private final Clock clock;

  SignInController(
      SignIn signIn, PasswordChange passwordChange, SessionTokens tokens, Clock clock) {
    this.signIn = signIn;
    this.passwordChange = passwordChange;
    this.tokens = tokens;
    this.clock = clock;
  }

  /** A name and a password. */
  record LoginRequest(
      @NotNull @Size(max = LONGEST_TEXT) String userName,
      @NotNull @Size(max = LONGEST_TEXT) String password) {
    @Override
    public String toString() {
      return "login";
    }
  }

  /** A refresh token. */
  record RefreshRequest(@NotNull @Size(max = LONGEST_TEXT) String refreshToken) {
    @Override
    public String toString() {
      return "refresh";
    }
  }

  /** The present password and the one wanted. */
  record PasswordRequest(
      @NotNull @Size(max = LONGEST_TEXT) String userName,
      @NotNull @Size(max = LONGEST_TEXT) String currentPassword,
      @NotNull @Size(max = LONGEST_TEXT) String newPassword) {
    @Override
    public String toString() {
      return "password";
    }
  }

  /**
   * Tokens.
   *
   * @param expiresIn seconds until the access token ends
   * @param refreshExpiresIn seconds until the refresh token ends
   */
  record TokenResponse(
      String accessToken,
      String tokenType,
      long expiresIn,
      String refreshToken,
      long refreshExpiresIn) {}

  /** What a valid token says. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record VerifyResponse(
      boolean active,
      String subject,
      Optional<String> userName,
      String client,
      List<String> roles,
      List<String> permissions,
      Instant expiresAt) {}

  @PostMapping("/login")
  ResponseEntity<TokenResponse> login(
      @Valid @RequestBody LoginRequest request, HttpServletRequest http) {
    Origin origin = origin(http);
    User user =
        signIn.signIn(new Credentials(request.userName(), request.password()), CLIENT, origin);
    return answer(tokens.begin(UUID.randomUUID(), user, CLIENT, origin));
  }

  @PostMapping("/refresh")
  ResponseEntity<TokenResponse> refresh(
      @Valid @RequestBody RefreshRequest request, HttpServletRequest http) {
    return answer(tokens.refresh(request.refreshToken(), CLIENT, origin(http)));
  }

  /** Ends the session of the refresh token in the body, or of the access token in the header. */
  @PostMapping("/logout")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void logout(
      @Valid @RequestBody(required = false) @Nullable RefreshRequest request,
      @AuthenticationPrincipal @Nullable Jwt token,
      HttpServletRequest http) {
    if (request != null) {
      tokens.end(request.refreshToken(), CLIENT, origin(http));
    }
    if (token != null) {
      TokenClaims claims = TokenClaims.of(token);
      claims
          .session()
          .ifPresent(
              session -> tokens.end(session, UUID.fromString(claims.subject()), origin(http)));
    }
  }

  /** Needs no token: who has to change a first or expired password has none. */
  @PostMapping("/password")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void password(@Valid @RequestBody PasswordRequest request, HttpServletRequest http) {
    passwordChange.change(
        new Credentials(request.userName(), request.currentPassword()),
        request.newPassword(),
        CLIENT,
        origin(http));
  }

  /** Only a token that is valid at this moment, and whose session goes on, comes here. */
  @GetMapping("/verify")
  VerifyResponse verify(@AuthenticationPrincipal Jwt token) {
    TokenClaims claims = TokenClaims.of(token);
    return new VerifyResponse(
        true,
        claims.subject(),
        claims.userName(),
        claims.client(),
        claims.roles(),
        claims.permissions(),
        claims.expiresAt());
  }

  private ResponseEntity<TokenResponse> answer(Pair pair) {
    Instant now = clock.instant();
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(
            new TokenResponse(
                pair.access().getTokenValue(),
                "Bearer",
                Duration.between(now, pair.access().getExpiresAt()).toSeconds(),
                pair.refresh().text(),
                Duration.between(now, pair.refresh().expiresAt()).toSeconds()));
  }

  static Origin origin(HttpServletRequest request) {
    return new Origin(request.getRemoteAddr());
  }
}
