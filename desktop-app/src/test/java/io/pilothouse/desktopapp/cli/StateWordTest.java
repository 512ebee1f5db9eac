package io.pilothouse.desktopapp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.action.Guard;
import io.pilothouse.sharedmodel.alert.Alert;
import io.pilothouse.sharedmodel.estate.SourceState;
import io.pilothouse.sharedmodel.sentence.Sentences;
import io.pilothouse.sharedmodel.stream.Health;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StateWordTest {
  private static List<Enum<?>> states() {
    return Stream.<Enum<?>[]>of(
            Health.values(),
            Alert.State.values(),
            SourceState.Status.values(),
            Guard.Verdict.values(),
            ActionRun.Outcome.values())
        .flatMap(Arrays::stream)
        .<Enum<?>>map(s -> s)
        .toList();
  }

  @Test
  void everyStateHasAWordInBothLanguages() {
    Sentences english = Sentences.in(Locale.ENGLISH);
    Sentences korean = Sentences.in(Locale.KOREAN);
    for (Enum<?> state : states()) {
      assertThat(english.say(StateWord.of(state)))
          .isEqualTo(StatusDocument.word(state).replace('_', ' '));
      assertThat(korean.say(StateWord.of(state))).as(state.name()).matches("[가-힣 ]+");
    }
  }

  @Test
  void aLetterOfKoreanTakesTwoColumns() {
    assertThat(Column.of("정상", 6) + "|").isEqualTo("정상  |");
    assertThat(Column.of("normal", 9) + "|").isEqualTo("normal   |");
    assertThat(Column.of("알 수 없음", 4)).isEqualTo("알 수 없음");
  }
}
