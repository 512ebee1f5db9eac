package io.pilothouse.deployer.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.deployer.cost.PriceBook;
import io.pilothouse.deployer.template.DeploymentTarget;
import io.pilothouse.deployer.template.TemplateFixture;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.sentence.Sentences;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProposalTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

  static List<String> systems() {
    return TemplateFixture.systems();
  }

  private static Proposal plan(Blueprint blueprint, DeploymentTarget target) {
    return Proposal.of(blueprint, target, DAY, PriceBook.shipped());
  }

  @ParameterizedTest
  @MethodSource("systems")
  void whatTheReviewCallsAnErrorBlocksWithItsLineAndRemedyUntilItIsAccepted(String system) {
    var blueprint = TemplateFixture.blueprint(system);
    var plan = plan(blueprint, TemplateFixture.target());
    assertThat(plan.blocked()).isTrue();
    assertThat(plan.refusals())
        .isNotEmpty()
        .allSatisfy(refusal -> {
          assertThat(refusal.place()).as(refusal.rule()).isPresent();
          assertThat(Sentences.in(Locale.ENGLISH).say(refusal.instead())).isNotBlank();
        });
    Set<String> rules =
        plan.refusals().stream().map(Refusal::rule).collect(Collectors.toUnmodifiableSet());
    var accepted = plan(blueprint, TemplateFixture.target().accepting(rules));
    assertThat(accepted.blocked()).isFalse();
    assertThat(accepted.template()).isPresent();
    assertThat(accepted.cost()).isPresent();
  }

  @Test
  void aRuleIsAcceptedForOneComponentOnly() {
    var blueprint = TemplateFixture.blueprint("phonebill-auth-prod");
    var plan =
        plan(
            blueprint,
            TemplateFixture.target().accepting(Set.of("replica-storage:postgresql-replica-1")));
    assertThat(plan.refusals())
        .filteredOn(r -> r.rule().equals("replica-storage"))
        .extracting(Refusal::component, Refusal::accepted)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("postgresql-replica-1", true),
            org.assertj.core.groups.Tuple.tuple("postgresql-replica-2", false));
  }

  @Test
  void aVersionOfTheOperatorsAnswersARetiredOne() {
    var blueprint = TemplateFixture.blueprint("tripgen-prod");
    var plan = plan(blueprint, TemplateFixture.completeTarget());
    assertThat(plan.refusals())
        .filteredOn(r -> r.rule().equals("kubernetes-version"))
        .allSatisfy(r -> assertThat(r.accepted()).isTrue());
    assertThat(plan.template().orElseThrow().template().toString())
        .contains("\"kubernetesVersion\":\"1.33\"");
  }

  @Test
  void aRegionWithoutZonesIsRefusedWhereTheDocumentWantsThem() {
    var moved =
        TemplateFixture.target()
            .with(
                TemplateFixture.choices(
                    Map.of("koreacentral", "japanwest"),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of()));
    assertThat(plan(TemplateFixture.blueprint("tripgen-prod"), moved).refusals())
        .filteredOn(r -> r.rule().equals("region-zones"))
        .extracting(Refusal::component)
        .contains("application-pool", "postgresql-server", "redis-cache");
  }

  @Test
  void sizesThatAzureHasNotAreRefusedWithTheirPlace() {
    var blueprint =
        TemplateFixture.blueprint(
            "tripgen-prod",
            text ->
                text.replace("vmSize: Standard_D4s_v3", "vmSize: Standard_Huge")
                    .replace("storageGigabytes: 256", "storageGigabytes: 300")
                    .replace("retentionDays: 35", "retentionDays: 90"));
    var refusals = plan(blueprint, TemplateFixture.target()).refusals();
    assertThat(refusals)
        .extracting(Refusal::rule)
        .contains("machine-size", "disk-size", "backup-days");
    assertThat(refusals)
        .filteredOn(r -> r.rule().equals("disk-size"))
        .singleElement()
        .satisfies(r ->
            assertThat(r.place().orElseThrow().toString())
                .isEqualTo("tripgen-physical-architecture-prod.md:1:7487 §5.1.1"));
  }

  @Test
  void whatNoTemplateCanSayIsARefusalToo() {
    var blueprint =
        TemplateFixture.blueprint(
            "tripgen-prod", text -> text.replace("capacity: P2", "capacity: P9"));
    var plan = plan(blueprint, TemplateFixture.target());
    assertThat(plan.template()).isEmpty();
    assertThat(plan.cost()).isEmpty();
    assertThat(plan.refusals())
        .filteredOn(r -> r.rule().equals("template"))
        .singleElement()
        .satisfies(r -> assertThat(r.component()).isEqualTo("redis-cache"));
  }
}
