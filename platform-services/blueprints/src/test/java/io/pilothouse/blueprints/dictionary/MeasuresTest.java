package io.pilothouse.blueprints.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasuresTest {
  @ParameterizedTest
  @CsvSource({
    "30분 TTL, PT30M",
    "24h TTL, PT24H",
    "<60초, PT1M",
    "5분 간격, PT5M",
    "매시간, PT1H",
    "14일, PT336H",
    "10초 타임아웃, PT10S",
    "30 seconds, PT30S",
    "150ms, PT0.15S",
    "2 weeks, PT336H",
    "1.5시간, PT1H30M"
  })
  void readsDurations(String text, Duration expected) {
    assertThat(Measures.duration(text)).contains(expected);
  }

  @Test
  void readsCountsSharesSizesAndMoney() {
    assertThat(Measures.count("1만 명")).contains(10_000);
    assertThat(Measures.count("10,000명")).contains(10_000);
    assertThat(Measures.count("3개")).contains(3);
    assertThat(Measures.ratio("99.9% 가용성")).contains(0.999);
    assertThat(Measures.gigabytes("P2 - 6GB")).contains(6.0);
    assertThat(Measures.gigabytes("2TB까지")).contains(2048.0);
    assertThat(Measures.dollars("월 $2,860")).contains(2860.0);
    assertThat(Measures.duration("no time")).isEmpty();
    assertThat(Measures.count("99999999999999")).isEmpty();
  }

  @Test
  void makesIdsOfNamesInAnyScript() {
    Dictionary words = Dictionary.shipped();
    assertThat(words.id("UserService")).isEqualTo("user-service");
    assertThat(words.id("ai_schedule_generation")).isEqualTo("ai-schedule-generation");
    assertThat(words.id("시스템 노드 풀")).isEqualTo("system-pool");
    assertThat(words.id("GoogleOAuth")).isEqualTo("google-oauth");
    assertThat(words.region("Korea South (다른 리전)")).contains("koreasouth");
  }

  @Test
  void saysWhereADictionaryIsWrong() {
    assertThatThrownBy(() -> Dictionary.parse("own.yaml", "boxes:\n  - {kind: [x\n"))
        .isInstanceOf(Dictionary.DictionaryException.class)
        .hasMessageContaining("own.yaml:");
    assertThatThrownBy(() -> Dictionary.parse("own.yaml", "boxes:\n  - {kindd: x}\n"))
        .hasMessageContaining("own.yaml:2");
  }
}
