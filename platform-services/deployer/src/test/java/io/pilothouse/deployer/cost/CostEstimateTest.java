package io.pilothouse.deployer.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pilothouse.deployer.template.SystemTemplate;
import io.pilothouse.deployer.template.TemplateFixture;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostEstimateTest {
  private static CostEstimate estimate(String system, PriceBook book) {
    var blueprint = TemplateFixture.blueprint(system);
    return CostEstimate.of(blueprint, SystemTemplate.of(blueprint, TemplateFixture.target()), book);
  }

  private static PriceBook book(Price... prices) {
    return new PriceBook("USD", List.of(prices));
  }

  private static Price price(String key, String region, String amount) {
    return new Price(
        key,
        region,
        new Price.Meter("service", "", "", "", "meter"),
        "Hour",
        new BigDecimal(amount),
        false,
        "test",
        region,
        LocalDate.of(2026, 1, 1));
  }

  @Test
  void aPoolCostsItsNodesForAllHoursOfAMonth() {
    var estimate =
        estimate("tripgen-prod", book(price("vm/Standard_D4s_v3", "koreacentral", "0.5")));
    assertThat(estimate.lines())
        .filteredOn(line -> line.what().equals("vm/Standard_D4s_v3"))
        .singleElement()
        .satisfies(line ->
            assertThat(line.monthly().orElseThrow()).isCloseTo(3 * 730 * 0.5, within(0.001)));
  }

  @Test
  void whatHasNoPriceIsUnknownAndNeverNothing() {
    var estimate =
        estimate("tripgen-prod", book(price("vm/Standard_D4s_v3", "koreacentral", "0.5")));
    assertThat(estimate.complete()).isFalse();
    assertThat(estimate.known()).isCloseTo(3 * 730 * 0.5, within(0.001));
    assertThat(estimate.lines())
        .filteredOn(line -> !line.what().equals("vm/Standard_D4s_v3"))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line.monthly()).isEmpty());
  }

  @Test
  void aPriceOfAnotherRegionIsNoPrice() {
    var estimate = estimate("tripgen-prod", book(price("vm/Standard_D4s_v3", "koreasouth", "0.5")));
    assertThat(estimate.known()).isZero();
    assertThat(estimate.complete()).isFalse();
  }

  @Test
  void aStandbyAndReplicasHaveMachinesOfTheirOwn() {
    var estimate =
        estimate(
            "phonebill-auth-prod",
            book(
                price("postgresql/Standard_D4s_v3", "koreacentral", "1"),
                price("postgresql/Standard_D2s_v3", "koreacentral", "1"),
                price("postgresql/Standard_D2s_v3", "koreasouth", "1")));
    assertThat(estimate.comparisons())
        .filteredOn(line -> line.estimated().isPresent())
        .extracting(CostComparison::documented)
        .containsExactly(
            "Primary Server", "Standby Server", "읽기 복제본 (Korea South)", "읽기 복제본 (Korea Central)");
    assertThat(estimate.comparisons())
        .filteredOn(line -> line.estimated().isPresent())
        .allSatisfy(
            line -> assertThat(line.estimated().orElseThrow()).isCloseTo(730, within(0.001)));
    assertThat(estimate.stated()).hasValue(925);
  }

  @Test
  void theShippedBookKnowsMostOfTripGenAndSaysWhatItKnowsOnlyAbout() {
    PriceBook shipped = PriceBook.shipped();
    var estimate = estimate("tripgen-prod", shipped);
    assertThat(estimate.known()).isGreaterThan(2_000);
    assertThat(estimate.approximate()).isTrue();
    assertThat(estimate.stated()).hasValue(2_650);
    assertThat(estimate.comparisons()).hasSize(9);
    assertThat(shipped.prices()).allSatisfy(p -> assertThat(p.source()).isNotBlank());
    assertThat(shipped.prices()).extracting(p -> p.key() + p.region()).doesNotHaveDuplicates();
  }

  @Test
  void whatTheDocumentsTableDoesNotNameStandsBesideIt() {
    var tripgen = estimate("tripgen-prod", PriceBook.shipped());
    assertThat(tripgen.unnamed())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line.what()).matches("(registry|aks)/.*"));
    double named =
        tripgen.comparisons().stream().flatMapToDouble(c -> c.estimated().stream()).sum();
    double unnamed =
        tripgen.unnamed().stream().flatMapToDouble(line -> line.monthly().stream()).sum();
    assertThat(named + unnamed).isCloseTo(tripgen.known(), within(0.01));

    var kt = estimate("kt-event-marketing-prod", PriceBook.shipped());
    assertThat(kt.comparisons()).isEmpty();
    assertThat(kt.unnamed()).isEqualTo(kt.lines());
  }

  @Test
  void aShippedPriceOfAnotherRegionOrOfNoListSaysThatItIsKnownOnlyAbout() {
    assertThat(PriceBook.shipped().prices())
        .filteredOn(p -> !p.region().equals(PriceBook.GLOBAL))
        .allSatisfy(p ->
            assertThat(p.approximate()).as(p.key()).isEqualTo(!p.listedIn().equals(p.region())));
    assertThat(PriceBook.shipped().prices())
        .filteredOn(p -> p.source().contains("memory"))
        .isNotEmpty()
        .allSatisfy(p -> assertThat(p.approximate()).as(p.key()).isTrue());
  }

  @Test
  void aShardOfAPremiumCacheIsPaidForByItsNodes() {
    var estimate = estimate("tripgen-prod", book(price("redis/Premium/P2", "koreacentral", "1")));
    assertThat(estimate.known()).isCloseTo(3 * 2 * 730, within(0.001));
  }

  @Test
  void aManagedCacheThatIsHighlyAvailableIsPaidForTwice() {
    var blueprint =
        TemplateFixture.blueprint(
            "tripgen-prod",
            text -> text.replace("    tier: Premium\n    capacity: P2", "    tier: Balanced"));
    var estimate =
        CostEstimate.of(
            blueprint,
            SystemTemplate.of(blueprint, TemplateFixture.target()),
            book(price("managed-redis/Balanced_B3", "koreacentral", "1")));
    assertThat(estimate.known()).isCloseTo(2 * 730, within(0.001));
  }

  @Test
  void theDisksOfTheNodesAreCountedAndTheGatewaysAddressIsNot() {
    var estimate =
        estimate(
            "tripgen-prod",
            book(
                price("disk/P10", "koreacentral", "1"),
                price("public-address/Standard", PriceBook.GLOBAL, "1")));
    assertThat(estimate.lines())
        .filteredOn(line -> line.monthly().isPresent())
        .extracting(CostLine::what)
        .containsExactlyInAnyOrder("disk/P10", "disk/P10", "public-address/Standard");
  }

  @Test
  void aBookIsAsOldAsItsOldestPriceOfARegion() {
    var old = price("front-door/Standard_AzureFrontDoor", PriceBook.GLOBAL, "35");
    var listed =
        price("vm/Standard_D4s_v3", "koreacentral", "0.2")
            .now(new BigDecimal("0.3"), "list", LocalDate.of(2026, 11, 22));
    assertThat(book(old, listed).date()).hasValue(LocalDate.of(2026, 11, 22));
  }

  @Test
  void aBookComesBackAsItWasWritten() throws Exception {
    assertThat(PriceBook.read(PriceBook.shipped().text())).isEqualTo(PriceBook.shipped());
  }
}
