package io.pilothouse.sharedmodel.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SentenceTest {
  private final Sentences english = Sentences.in(Locale.ENGLISH);
  private final Sentences korean = Sentences.in(Locale.KOREAN);

  @Test
  void aDurationIsSaidInTheLanguageOfTheReader() {
    Sentence duration = (Sentence) Sentence.of("list", Duration.ofSeconds(185)).arguments().get(0);

    assertThat(english.say(duration)).isEqualTo("3 min 5 s");
    assertThat(korean.say(duration)).isEqualTo("3분 5초");
  }

  @Test
  void tenthsOfASecondAreSaid() {
    assertThat(Sentence.of("list", Duration.ofMillis(4_230))).hasToString("4.2 s");
    assertThat(Sentence.of("list", Duration.ofMillis(435))).hasToString("435 ms");
  }

  @Test
  void aMomentIsSaidByTheClocksOfThePlaceThatIsLookedAt() {
    Sentence moment = Sentence.of("list", Instant.parse("2026-11-21T18:39:45Z"));

    assertThat(english.at(ZoneId.of("Asia/Seoul")).say(moment)).contains("2026-11-22 03:39:45");
    assertThat(english.at(ZoneOffset.UTC).say(moment)).contains("2026-11-21 18:39:45");
  }

  @Test
  void wordsOfOthersStayAsTheyAre() {
    assertThat(korean.say(Sentence.verbatim("back-off {0} 'x'"))).isEqualTo("back-off {0} 'x'");
  }

  @Test
  void anUnknownKeyShowsWhatItCarries() {
    assertThat(english.say(Sentence.of("of.a.newer.server", "cart", 3)))
        .isEqualTo("of.a.newer.server cart, 3");
  }

  @Test
  void whatJsonGaveBackIsTheSame() {
    Sentence sentence = Sentence.of("outer", 3, Sentence.of("inner", "x"), Duration.ofSeconds(2));
    Object inner = Map.of("key", "inner", "arguments", List.of("x"));
    Object two = Map.of("key", "duration", "arguments", List.of(2000));

    assertThat(new Sentence("outer", List.of(3, inner, two))).isEqualTo(sentence);
  }

  @Test
  void anArgumentThatJsonCannotCarryIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Sentence.of("x", new Object()));
  }

  @Test
  void numbersStandWithoutSeparators() {
    assertThat(Sentence.of("unit.ms", 12_345)).hasToString("12345 ms");
    assertThat(korean.say(Sentence.of("unit.s", 1_234))).isEqualTo("1234초");
  }

  @Test
  void aParagraphSaysOneSentenceAfterTheOther() {
    Sentence first = Sentence.verbatim("One.");

    assertThat(Sentence.paragraph(List.of(first, Sentence.of("unit.s", 2))))
        .hasToString("One. 2 s");
    assertThat(Sentence.paragraph(List.of(first))).isEqualTo(first);
  }
}
