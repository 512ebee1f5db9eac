package io.pilothouse.authservice;

import static io.pilothouse.authservice.RunningService.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.authservice.RunningService.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A session goes on by refresh tokens, each of which is used once. */
@ExtendWith(OneService.class)
class RefreshTest {
  private final RunningService service;
  private final String password = RunningService.newPassword();

  RefreshTest(RunningService service) {
    this.service = service;
  }

  private Answer session() {
    return service.signedIn(service.user(password, "OPERATOR"), password);
  }

  @Test
  void eachRefreshGivesAnotherPair() {
    Answer first = session();
    Answer second = service.refresh(first.text("refreshToken"));
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.text("refreshToken")).isNotEqualTo(first.text("refreshToken"));
    assertThat(service.get("/api/auth/verify", bearer(second.text("accessToken"))).status())
        .isEqualTo(200);
  }

  @Test
  void aTokenThatWasUsedBeforeEndsTheSessionForThiefAndOwner() {
    Answer first = session();
    Answer owner = service.refresh(first.text("refreshToken"));
    service.clock().advance(Duration.ofSeconds(11));
    assertThat(service.refresh(first.text("refreshToken")).status()).isEqualTo(401);
    assertThat(service.refresh(owner.text("refreshToken")).status()).isEqualTo(401);
    assertThat(service.get("/api/auth/verify", bearer(owner.text("accessToken"))).status())
        .isEqualTo(401);
  }

  @Test
  void aThiefWithinTheGraceIsFoundAtTheOwnersNextRefresh() {
    Answer first = session();
    Answer owner = service.refresh(first.text("refreshToken"));
    Answer thief = service.refresh(first.text("refreshToken"));
    assertThat(thief.status()).isEqualTo(200);
    assertThat(service.refresh(thief.text("refreshToken")).status()).isEqualTo(200);
    service.clock().advance(Duration.ofMinutes(15));
    assertThat(service.refresh(owner.text("refreshToken")).status()).isEqualTo(401);
    assertThat(service.refresh(thief.text("refreshToken")).status()).isEqualTo(401);
  }

  @Test
  void twoTabsThatRefreshAtOnceBothGoOn() throws Exception {
    Answer first = session();
    List<Answer> answers = new ArrayList<>();
    Callable<Answer> tab = () -> service.refresh(first.text("refreshToken"));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> tabs = List.of(threads.submit(tab), threads.submit(tab));
      for (Future<Answer> each : tabs) {
        answers.add(each.get());
      }
    }
    assertThat(answers).allSatisfy(each -> assertThat(each.status()).isEqualTo(200));
    // They share a store: whichever token was written last is the one that is used next.
    Answer next = service.refresh(answers.getLast().text("refreshToken"));
    assertThat(next.status()).isEqualTo(200);
  }

  @Test
  void aDisabledUserCannotRefreshAndRolesAreThoseOfTheMoment() {
    String user = service.user(password, "OPERATOR");
    Answer first = service.signedIn(user, password);
    service
        .database()
        .sql(
            "DELETE FROM auth_user_roles WHERE user_id = (SELECT user_id FROM auth_users WHERE user_name = ?)")
        .params(user)
        .update();
    Answer second = service.refresh(first.text("refreshToken"));
    assertThat(
            service
                .get("/api/auth/verify", bearer(second.text("accessToken")))
                .json()
                .path("roles")
                .size())
        .isZero();
    service
        .database()
        .sql("UPDATE auth_users SET status = 'DISABLED' WHERE user_name = ?")
        .params(user)
        .update();
    assertThat(service.refresh(second.text("refreshToken")).status()).isEqualTo(401);
  }

  @Test
  void aSessionEndsWhenNobodyRefreshesForTwelveHours() {
    Answer first = session();
    service.clock().advance(Duration.ofHours(12));
    assertThat(service.refresh(first.text("refreshToken")).status()).isEqualTo(401);
  }

  @Test
  void theDatabaseKeepsNoTokenThatCouldBeUsed() {
    String token = session().text("refreshToken");
    assertThat(
            service
                .database()
                .sql("SELECT count(*) FROM auth_refresh_tokens WHERE token_hash = ?")
                .params(Digests.sha256(token))
                .query(Long.class)
                .single())
        .isEqualTo(1);
    assertThat(
            service
                .database()
                .sql(
                    "SELECT count(*) FROM auth_refresh_tokens t WHERE t::text LIKE '%' || ? || '%'")
                .params(token)
                .query(Long.class)
                .single())
        .isZero();
  }
}
