package io.pilothouse.blueprints.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DesignReviewTest {
  private final DesignReview review = new DesignReview();

  private List<Finding> found(String rule, Blueprint blueprint, LocalDate date) {
    return review.review(blueprint, date).stream().filter(f -> f.rule().equals(rule)).toList();
  }

  private ReviewRule rule(String id) {
    return review.rules().stream().filter(r -> r.about().id().equals(id)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "2027-09-29, ADVICE",
    "2027-09-30, WARNING",
    "2028-09-30, WARNING",
    "2028-10-01, ERROR",
  })
  void whatIsRetiredGetsWorseAsTheDayComes(LocalDate day, Severity severity) {
    assertThat(found("redis-retirement", Fixtures.triggers(rule("redis-retirement")), day))
        .extracting(Finding::severity)
        .containsExactly(severity);
  }

  @Test
  void aRetirementThatIsFarOffIsNotSpokenOf() {
    assertThat(
            found(
                "redis-retirement",
                Fixtures.triggers(rule("redis-retirement")),
                LocalDate.of(2024, 1, 1)))
        .isEmpty();
  }

  @Test
  void nothingIsHeldAgainstAValueThatNoDocumentStates() {
    assertThat(found("single-replica", Fixtures.assumed("cart.replicas"), Fixtures.DAY)).isEmpty();
    assertThat(found("single-replica", Fixtures.assumed("cart.port"), Fixtures.DAY)).isNotEmpty();
  }

  @Test
  void theWorstComesFirst() {
    assertThat(
            review.review(ShippedSystems.load("tripgen-prod").orElseThrow(), Fixtures.DAY).stream()
                .map(Finding::severity))
        .isSorted();
  }

  @ParameterizedTest
  @MethodSource("io.pilothouse.blueprints.ShippedSystems#keys")
  void everyFindingOfAShippedSystemHasItsPlace(String key) {
    assertThat(review.review(ShippedSystems.load(key).orElseThrow(), Fixtures.DAY))
        .isNotEmpty()
        .allSatisfy(f -> assertThat(f.place()).as(f.toString()).isPresent());
  }
}
