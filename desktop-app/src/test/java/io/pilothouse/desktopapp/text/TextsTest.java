package io.pilothouse.desktopapp.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.desktopapp.data.Server;
import io.pilothouse.desktopapp.navigation.ViewId;
import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.action.Guard;
import io.pilothouse.sharedmodel.action.Intent;
import io.pilothouse.sharedmodel.alert.Alert;
import io.pilothouse.sharedmodel.conformance.Difference;
import io.pilothouse.sharedmodel.estate.SourceState;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.Health;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextsTest {
  private static final Path FOLDER =
      Path.of("src/main/resources/io/pilothouse/desktopapp/text/messages_");
  private static final Path SOURCES = Path.of("src/main/java/io/pilothouse/desktopapp");
  private static final Pattern KEY =
      Pattern.compile(
          "(?:\\.text|texts\\(\\)\\.get|texts\\.get|heading|section|close)\\(\\s*\"([a-z][A-Za-z0-9.]*)\"");
  private static final Pattern LITERAL =
      Pattern.compile(
          "(?:new (?:Label|Button|Hyperlink|MenuItem|Tooltip)|Labels\\.(?:of|wrapped|empty)|setText|setPromptText)"
              + "\\(\\s*\"[^\"]*\\p{L}{2,}[^\"]*\"");

  @Test
  void bothLanguagesHaveTheSameKeys() {
    Set<String> english = keys(Language.ENGLISH);
    Set<String> korean = keys(Language.KOREAN);
    assertThat(missing(english, korean)).as(fix(Language.KOREAN)).isEmpty();
    assertThat(missing(korean, english)).as(fix(Language.ENGLISH)).isEmpty();
  }

  @Test
  void everyKeyThatTheCodeNamesExists() throws IOException {
    Set<String> named = new TreeSet<>();
    for (Path source : sources()) {
      Matcher matcher = KEY.matcher(Files.readString(source));
      while (matcher.find()) {
        if (!matcher.group(1).endsWith(".") && matcher.group(1).contains(".")) {
          named.add(matcher.group(1));
        }
      }
    }
    assertThat(named).hasSizeGreaterThan(50);
    assertThat(missing(named, keys(Language.ENGLISH))).as(fix(Language.ENGLISH)).isEmpty();
  }

  @Test
  void everyKeyThatTheCodePutsTogetherExists() {
    List<String> made = new ArrayList<>();
    made.addAll(each("health.", Health.values()));
    made.addAll(each("alert.", Alert.State.values()));
    made.addAll(each("difference.", Difference.Kind.values()));
    made.addAll(each("severity.", Severity.values()));
    made.addAll(each("outcome.", ActionRun.Outcome.values()));
    made.addAll(each("verdict.", Guard.Verdict.values()));
    made.addAll(each("source.", SourceState.Status.values()));
    made.addAll(each("action.failover.", Intent.FailoverMode.values()));
    made.addAll(each("data.lag.chart.", Server.Role.values()));
    Arrays.stream(ViewId.values()).map(v -> "view." + v.key()).forEach(made::add);
    for (int key = 0; key < 8; key++) {
      made.add("keys." + key);
    }
    assertThat(missing(new TreeSet<>(made), keys(Language.ENGLISH)))
        .as(fix(Language.ENGLISH))
        .isEmpty();
  }

  @Test
  void noViewHasWordsOfItsOwn() throws IOException {
    List<String> literals = new ArrayList<>();
    for (Path source : sources()) {
      Matcher matcher = LITERAL.matcher(Files.readString(source));
      while (matcher.find()) {
        literals.add(source.getFileName() + ": " + matcher.group());
      }
    }
    assertThat(literals)
        .as("put the words into both messages_*.properties and ask for them by look.text(key)")
        .isEmpty();
  }

  @Test
  void bothLanguagesTakeTheSameArgumentsAndNoPatternIsBroken() {
    for (String key : keys(Language.ENGLISH)) {
      assertThat(arguments(key, Language.KOREAN))
          .as("arguments of " + key + " in Korean, as in English")
          .isEqualTo(arguments(key, Language.ENGLISH));
    }
  }

  @Test
  void aLanguageIsChangedAtOnce() {
    var texts = new Texts(Language.KOREAN);
    assertThat(texts.get("view.alerts")).isEqualTo("알림");
    texts.language().set(Language.ENGLISH);
    assertThat(texts.get("view.alerts")).isEqualTo("Alerts");
    assertThat(texts.get("age", "3 s")).isEqualTo("3 s ago");
  }

  @Test
  void whatTheEngineSaidIsSaidInTheLanguageOfTheMoment() {
    var texts = new Texts(Language.KOREAN);
    Sentence sentence = Sentence.of("operations.server.connections", 74, 100);
    assertThat(texts.say(sentence)).isEqualTo("연결 한도 100개 중 74개를 사용 중입니다.");
    texts.language().set(Language.ENGLISH);
    assertThat(texts.say(sentence)).isEqualTo("74 of 100 connections are in use.");
  }

  @Test
  void aTermThatNobodyTranslatedIsShownInItsOwnWords() {
    var texts = new Texts(Language.ENGLISH);
    assertThat(texts.term("fact", "unheardOfThing")).isEqualTo("Unheard of thing");
    assertThat(texts.term("kind", "node-pool")).isEqualTo("Node pool");
  }

  private static Set<String> keys(Language language) {
    return new TreeSet<>(bundle(language).keySet());
  }

  private static ResourceBundle bundle(Language language) {
    return ResourceBundle.getBundle(
        "io.pilothouse.desktopapp.text.messages",
        Locale.of(language.code()),
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  private static int arguments(String key, Language language) {
    return new MessageFormat(bundle(language).getString(key)).getFormatsByArgumentIndex().length;
  }

  private static List<String> missing(Set<String> wanted, Set<String> there) {
    return wanted.stream().filter(k -> !there.contains(k)).map(k -> k + "=…").toList();
  }

  private static String fix(Language language) {
    return "add these lines to " + FOLDER + language.code() + ".properties";
  }

  private static List<String> each(String prefix, Enum<?>... values) {
    return Arrays.stream(values).map(v -> prefix + v).toList();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(f -> f.toString().endsWith(".java"))
          .filter(f -> !f.toString().contains("/cli/") && !f.toString().contains("/launch/"))
          .toList();
    }
  }
}
