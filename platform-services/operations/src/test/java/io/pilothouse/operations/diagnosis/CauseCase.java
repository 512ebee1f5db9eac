package io.pilothouse.operations.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.sharedmodel.diagnosis.Cause;
import io.pilothouse.sharedmodel.diagnosis.Cause.Certainty;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.provider.Arguments;

/** What a situation is held to: that it has its cause, in whole sentences, or that it has none. */
final class CauseCase {
  private CauseCase() {}

  static Arguments found(String what, String id, Certainty certainty, UnaryOperator<Sick> change) {
    return Arguments.of(what, id, certainty, change);
  }

  static Arguments none(String what, UnaryOperator<Sick> change) {
    return Arguments.of(what, change);
  }

  static void assertFound(String id, Certainty certainty, UnaryOperator<Sick> change) {
    List<Cause> causes = change.apply(new Sick()).causes();

    assertThat(causes).extracting(Cause::id).startsWith(id);
    Cause cause = causes.getFirst();
    assertThat(cause.certainty()).isEqualTo(certainty);
    assertThat(cause.evidence()).isNotEmpty();
    assertThat(cause.sentence().toString()).doesNotContain("{").doesNotContain("diagnosis.");
    assertThat(cause.remedy().toString()).doesNotContain("{").doesNotContain("diagnosis.");
    assertThat(cause.evidence())
        .allSatisfy(e ->
            assertThat(e.sentence().toString()).doesNotContain("{").doesNotContain("diagnosis."));
  }

  static void assertNothing(UnaryOperator<Sick> change) {
    assertThat(change.apply(new Sick()).ids()).isEmpty();
  }
}
