package io.pilothouse.authservice.session;

import io.pilothouse.authservice.Origin;
import io.pilothouse.authservice.Refusal;
import io.pilothouse.authservice.RefusedException;
import io.pilothouse.authservice.audit.Audit;
import io.pilothouse.authservice.audit.AuditEvent;
import io.pilothouse.authservice.session.RefreshRule.Decision;
import io.pilothouse.authservice.session.Sessions.Found;
import io.pilothouse.authservice.token.AccessTokens;
import io.pilothouse.authservice.token.TokenSettings;
import io.pilothouse.authservice.user.User;
import io.pilothouse.authservice.user.Users;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Pairs of access and refresh token: the first of a session, and each that follows. Any thread. */
@Service
public class SessionTokens {
  private final Sessions sessions;
  private final Users users;
  private final AccessTokens accessTokens;
  private final Audit audit;
  private final Clock clock;
  private final RefreshRule rule;

  public SessionTokens(
      Sessions sessions,
      Users users,
      AccessTokens accessTokens,
      Audit audit,
      Clock clock,
      TokenSettings settings) {
    this.sessions = sessions;
    this.users = users;
    this.accessTokens = accessTokens;
    this.audit = audit;
    this.clock = clock;
    this.rule = new RefreshRule(settings.refreshGrace());
  }

  /** Two tokens of one session. */
  public record Pair(Jwt access, RefreshToken refresh) {}

  /** Begins a session for a user who has just signed in. */
  @Transactional
  public Pair begin(UUID session, User user, String client, Origin origin) {
    RefreshToken refresh = sessions.begin(session, user.id(), client, origin);
    return new Pair(accessTokens.forUser(user, session, client), refresh);
  }

  /**
   * Takes a refresh token and gives the next pair.
   *
   * @param client whose token it has to be
   * @throws RefusedException {@link Refusal#SESSION_ENDED}; for a token that was used before, the
   *     session has ended when this is thrown
   */
  @Transactional(noRollbackFor = RefusedException.class)
  public Pair refresh(String token, String client, Origin origin) {
    Instant now = clock.instant();
    Found found =
        sessions
            .holdByToken(token)
            .filter(each -> each.session().client().equals(client))
            .filter(each -> !each.session().revoked() && now.isBefore(each.session().expiresAt()))
            .orElseThrow(SessionTokens::ended);
    Session session = found.session();
    Decision decision =
        rule.decide(found.generation(), session.generation(), session.generationBeganAt(), now);
    Optional<User> user = users.byId(session.user());
    if (decision == Decision.REUSED) {
      sessions.revoke(session.id());
      audit.record(
          AuditEvent.REFRESH_TOKEN_REUSED,
          client,
          user.map(each -> each.name().text()).orElse("-"),
          origin.address(),
          "session %s revoked: token of generation %d, at %d"
              .formatted(session.id(), found.generation(), session.generation()));
      throw ended();
    }
    if (!now.isBefore(found.tokenExpiresAt())) {
      throw ended();
    }
    User current = user.filter(User::active).orElseThrow(SessionTokens::ended);
    RefreshToken refresh =
        decision == Decision.NEXT_GENERATION
            ? sessions.nextGeneration(session)
            : sessions.sameGeneration(session);
    return new Pair(accessTokens.forUser(current, session.id(), client), refresh);
  }

  /** Ends the session of a refresh token; an unknown token ends nothing, and that is not said. */
  @Transactional
  public void end(String token, String client, Origin origin) {
    sessions
        .holdByToken(token)
        .map(Found::session)
        .filter(session -> session.client().equals(client))
        .ifPresent(session -> end(session.id(), session.user(), origin));
  }

  /** Ends a session at its user's wish. */
  @Transactional
  public void end(UUID session, UUID user, Origin origin) {
    if (sessions.revoke(session)) {
      String name = users.byId(user).map(each -> each.name().text()).orElse("-");
      audit.record(AuditEvent.SIGNED_OUT, name, name, origin.address(), "session " + session);
    }
  }

  private static RefusedException ended() {
    return new RefusedException(Refusal.SESSION_ENDED, Sentence.of("auth.session.ended"));
  }
}
