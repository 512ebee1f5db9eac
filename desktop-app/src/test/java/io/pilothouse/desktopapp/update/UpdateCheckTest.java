package io.pilothouse.desktopapp.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.desktopapp.settings.Settings;
import io.pilothouse.desktopapp.settings.SettingsFile;
import io.pilothouse.desktopapp.testsystem.Moments;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class UpdateCheckTest {
  @TempDir Path folder;
  private final Moments clock = new Moments();
  private FeedServer server;

  @BeforeEach
  void start() throws IOException {
    server = new FeedServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aNewerReleaseIsSaidAndRemembered() throws Exception {
    server.names("v1.3.0");
    assertThat(check("1.2.3").ask(server.address()).map(r -> r.version() + " " + r.page()))
        .hasValue("1.3.0 https://example.org/releases/v1.3.0");
    assertThat(check("1.2.3").known()).isPresent();
    assertThat(check("1.3.0").known()).as("after the update").isEmpty();
  }

  @Test
  void theSameAndAnOlderReleaseAreNoNews() throws Exception {
    for (String tag : List.of("v1.2.3", "v1.2.2", "v1.3.0-rc.1")) {
      server.names(tag);
      assertThat(check("1.2.3").ask(server.address())).as(tag).isEmpty();
      clock.pass(Duration.ofDays(1));
    }
    assertThat(server.asked()).hasSize(3);
  }

  @Test
  void aListOfReleasesIsReadWithoutDraftsAndPreReleases() throws Exception {
    server.says(
        200,
        """
        [{"tag_name":"v3.0.0","html_url":"https://example.org/3","draft":true},
         {"tag_name":"v2.0.0","html_url":"https://example.org/2","prerelease":true},
         {"tag_name":"v1.4.0","html_url":"https://example.org/1.4"},
         {"tag_name":"v1.5.0","html_url":"https://example.org/1.5"}]
        """);
    assertThat(check("1.2.3").ask(server.address()).map(r -> r.version().toString()))
        .hasValue("1.5.0");
  }

  @Test
  void itAsksOnceADayAndSaysInBetweenWhatItKnows() throws Exception {
    server.names("v1.3.0");
    check("1.2.3").ask(server.address());
    clock.pass(Duration.ofHours(23));
    assertThat(check("1.2.3").ask(server.address())).isPresent();
    assertThat(server.asked()).hasSize(1);
    clock.pass(Duration.ofHours(1));
    check("1.2.3").ask(server.address());
    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void nothingIsSentButTheVersion() throws Exception {
    server.names("v1.3.0");
    check("1.2.3").ask(server.address());
    FeedServer.Asked asked = server.asked().getFirst();
    assertThat(asked.line()).isEqualTo("GET /releases/latest");
    assertThat(asked.body()).isEmpty();
    assertThat(asked.headers().get("User-agent")).containsExactly("Pilothouse/1.2.3");
    assertThat(Set.of("Host", "User-agent", "Accept", "Connection", "Content-length"))
        .containsAll(asked.headers().keySet());
  }

  @Test
  void whatCannotBeUsedIsNoNewsAndIsNotAskedForAgainTheSameDay() throws Exception {
    List<String> bodies =
        List.of(
            "",
            "<html>",
            "{",
            "null",
            "[]",
            "{\"tag_name\":7}",
            "{\"tag_name\":\"v9.0.0\"}",
            "{\"tag_name\":\"v9.0.0\",\"html_url\":\"file:///etc/passwd\"}",
            "{\"tag_name\":\"v9.0.0\",\"html_url\":\"javascript:alert(1)\"}",
            "{\"tag_name\":\"v9.0.0\",\"html_url\":\"https://exa mple\"}",
            "\"" + "x".repeat(2 << 20) + "\"");
    for (String body : bodies) {
      server.says(200, body);
      assertThat(check("1.2.3").ask(server.address()))
          .as(body.substring(0, Math.min(60, body.length())))
          .isEmpty();
      clock.pass(Duration.ofDays(1));
    }
    server.says(403, "{\"message\":\"rate limit\"}");
    assertThat(check("1.2.3").ask(server.address())).isEmpty();
    server.names("v1.3.0");
    assertThat(check("1.2.3").ask(server.address())).isEmpty();
    assertThat(server.asked()).hasSize(bodies.size() + 1);
  }

  @Test
  @Timeout(20)
  void aFeedThatNeverEndsItsAnswerIsLeft() throws Exception {
    server.names("v1.3.0");
    server.getsStuck();
    var hasty = new UpdateCheck("1.2.3", folder, clock, Duration.ofMillis(300));
    assertThat(hasty.ask(server.address())).isEmpty();
  }

  @Test
  void aFeedThatIsNotThereChangesNothing() throws Exception {
    URI gone = server.address();
    server.names("v1.3.0");
    check("1.2.3").ask(gone);
    server.close();
    clock.pass(Duration.ofDays(1));
    assertThat(check("1.2.3").ask(gone)).as("what was known").isPresent();
  }

  @Test
  void onlyTlsIsAsked() throws Exception {
    var feed =
        new ReleaseFeed(URI.create("http://192.0.2.1/releases/latest"), Duration.ofSeconds(5));
    assertThat(feed.newest("1.2.3")).isEqualTo(new FeedAnswer.Unusable("not an https address"));
  }

  @Test
  void whoCannotRememberDoesNotAsk() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    server.names("v1.3.0");
    assertThat(new UpdateCheck("1.2.3", file.resolve("below"), clock).ask(server.address()))
        .isEmpty();
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void aMemoryThatCannotBeReadIsAskedForAgain() throws Exception {
    Files.writeString(folder.resolve("updates.properties"), "asked=yesterday\nnewest=\\u00");
    server.names("v1.3.0");
    assertThat(check("1.2.3").ask(server.address())).isPresent();
  }

  @Test
  void aBuildWithoutAVersionIsNeverToldThatItIsOld() throws Exception {
    server.names("v1.3.0");
    assertThat(check("development").ask(server.address())).isEmpty();
  }

  @Test
  void settingsEnvironmentAndMissingFeedSwitchItOff() {
    var system = new Properties();
    assertThat(UpdateSource.of(Settings.initial(), Map.of(), system).feed())
        .as("no feed")
        .isEmpty();
    system.setProperty("pilothouse.update.feed", "https://example.org/feed");
    assertThat(UpdateSource.of(Settings.initial(), Map.of(), system).feed())
        .hasValue(URI.create("https://example.org/feed"));
    assertThat(
            UpdateSource.of(Settings.initial(), Map.of("PILOTHOUSE_UPDATE_CHECK", "OFF"), system)
                .feed())
        .isEmpty();
    assertThat(UpdateSource.of(chosen(false, ""), Map.of(), system).feed()).isEmpty();
    assertThat(UpdateSource.of(chosen(true, "https://mirror.example"), Map.of(), system).feed())
        .hasValue(URI.create("https://mirror.example"));
    assertThat(UpdateSource.of(chosen(true, "not an address"), Map.of(), system).feed())
        .isEqualTo(Optional.empty());
  }

  @Test
  void theChoiceIsKeptBetweenStarts() {
    Settings chosen = chosen(false, "https://mirror.example");
    new SettingsFile(folder).write(chosen);
    assertThat(new SettingsFile(folder).read()).isEqualTo(chosen);
  }

  private static Settings chosen(boolean check, String feed) {
    Settings initial = Settings.initial();
    return new Settings(
        initial.language(),
        initial.appearance(),
        initial.density(),
        initial.width(),
        initial.height(),
        initial.view(),
        check,
        feed);
  }

  private UpdateCheck check(String version) {
    return new UpdateCheck(version, folder, clock);
  }
}
