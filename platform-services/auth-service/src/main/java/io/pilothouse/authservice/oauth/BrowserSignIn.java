package io.pilothouse.authservice.oauth;

import io.pilothouse.authservice.Refusal;
import io.pilothouse.authservice.RefusedException;
import io.pilothouse.authservice.signin.Credentials;
import io.pilothouse.authservice.signin.SignIn;
import io.pilothouse.authservice.user.User;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.sentence.Sentences;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.FactorGrantedAuthority;

/** The sign-in page's name and password, under the same policy, lock-out and audit as the API's. */
final class BrowserSignIn implements AuthenticationProvider {
  private static final String CLIENT = "browser";

  private final SignIn signIn;

  private final Clock clock;

  BrowserSignIn(SignIn signIn, Clock clock) {
    this.signIn = signIn;
    this.clock = clock;
  }

  /** Somebody who has given a right password at that time. */
  static Authentication authenticated(String user, Instant at) {
    return UsernamePasswordAuthenticationToken.authenticated(
        user,
        null,
        List.of(
            FactorGrantedAuthority.withAuthority(FactorGrantedAuthority.PASSWORD_AUTHORITY)
                .issuedAt(at)
                .build()));
  }

  @Override
  public Authentication authenticate(Authentication authentication) {
    try {
      User user =
          signIn.signIn(
              new Credentials(
                  authentication.getName(), Objects.toString(authentication.getCredentials(), "")),
              CLIENT,
              Origins.current());
      return authenticated(user.id().toString(), clock.instant());
    } catch (RefusedException refused) {
      throw shown(refused);
    }
  }

  private static AuthenticationException shown(RefusedException refused) {
    String words =
        Sentences.in(LocaleContextHolder.getLocale()).say(Sentence.paragraph(refused.reasons()));
    if (refused.refusal() == Refusal.CREDENTIALS_REFUSED) {
      return new BadCredentialsException(words);
    }
    return refused.refusal() == Refusal.PASSWORD_CHANGE_REQUIRED
        ? new CredentialsExpiredException(words)
        : new LockedException(words);
  }

  @Override
  public boolean supports(Class<?> type) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
  }
}
