package io.pilothouse.sharedmodel.estate;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.sharedmodel.estate.LabelSelector.Requirement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelSelectorTest {
  @ParameterizedTest
  @CsvSource({
    "In, a, true",
    "In, c, false",
    "NotIn, a, false",
    "NotIn, c, true",
    "Exists, a, true",
    "DoesNotExist, a, false",
    "Unheard, a, false"
  })
  void meetsRequirementsAsKubernetesDoes(String operator, String value, boolean matches) {
    var selector =
        new LabelSelector(
            Map.of("app", "x"), List.of(new Requirement("track", operator, List.of("a", "b"))));

    assertThat(selector.matches(Map.of("app", "x", "track", value))).isEqualTo(matches);
    assertThat(selector.matches(Map.of("app", "y", "track", value))).isFalse();
  }
}
