package io.pilothouse.operations.actions;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.sharedmodel.action.ActionRun.Outcome;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.sentence.Sentences;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JournalFormatTest {
  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");

  @Test
  void whatWasSaidIsReadBackAndSaidInEitherLanguage() throws Exception {
    Sentence sentence =
        Sentence.paragraph(
            List.of(
                Sentence.of("operations.rollback.not-done", "user-service", 12L),
                Sentence.of("operations.source.cut", "kubernetes", Duration.ofSeconds(2))));
    var ended = new RunEntry.Ended(AT, Outcome.FAILED, sentence);

    RunEntry read = JournalFormat.read(JournalFormat.write(ended));

    assertThat(read).isEqualTo(ended);
    assertThat(Sentences.in(Locale.KOREAN).say(((RunEntry.Ended) read).sentence()))
        .contains("롤백되지 않았습니다", "2초");
  }

  @Test
  void aRunThatWasJournaledAsTextIsReadAsItsWords() throws Exception {
    String ended =
        """
        {"entry":"ended","at":"2026-11-20T10:00:00Z","outcome":"SUCCEEDED","sentence":"It's {done}."}\
        """;
    String step =
        """
        {"entry":"step-ended","at":"2026-11-20T10:00:00Z","name":"watch-rollout","millis":5,\
        "outcome":"SUCCEEDED","detail":"3 of 3"}\
        """;
    String guards =
        """
        {"entry":"guards-asked","at":"2026-11-20T10:00:00Z","guards":[{"name":"rollout",\
        "verdict":"PASS","evidence":"No rollout is in progress."}]}\
        """;

    assertThat(JournalFormat.read(ended))
        .isEqualTo(new RunEntry.Ended(AT, Outcome.SUCCEEDED, Sentence.verbatim("It's {done}.")));
    assertThat(((RunEntry.StepEnded) JournalFormat.read(step)).detail())
        .isEqualTo(Optional.of(Sentence.verbatim("3 of 3")));
    assertThat(((RunEntry.GuardsAsked) JournalFormat.read(guards)).guards().getFirst().evidence())
        .hasToString("No rollout is in progress.");
  }
}
