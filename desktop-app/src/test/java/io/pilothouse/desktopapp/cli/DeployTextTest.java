package io.pilothouse.desktopapp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.deployer.cost.CostEstimate;
import io.pilothouse.deployer.cost.PriceBook;
import io.pilothouse.deployer.template.DeploymentTarget;
import io.pilothouse.deployer.template.SystemTemplate;
import io.pilothouse.sharedmodel.sentence.Sentences;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeployTextTest {
  private static final Pattern ROW = Pattern.compile("  .* (?:[\\d,]+|—) +(?<price>[\\d,]+|—)");

  @ParameterizedTest
  @ValueSource(strings = {"tripgen-prod", "kt-event-marketing-prod", "phonebill-dev"})
  void theRowsOfACostAddUpToItsSumAndStandBelowEachOther(String system) {
    CostEstimate cost = cost(system);
    List<String> rows =
        new DeployText(Sentences.in(Locale.KOREAN))
            .cost(cost).stream().filter(line -> ROW.matcher(line).matches()).toList();
    assertThat(rows).hasSizeGreaterThan(3);
    assertThat(rows.stream().mapToDouble(DeployTextTest::price).sum())
        .isBetween(cost.known() - rows.size() * 0.5, cost.known() + rows.size() * 0.5);
    assertThat(rows).extracting(DeployTextTest::columns).containsOnly(columns(rows.getFirst()));
  }

  private static double price(String row) {
    var matcher = ROW.matcher(row);
    assertThat(matcher.matches()).isTrue();
    String price = matcher.group("price").replace(",", "");
    return price.equals("—") ? 0 : Double.parseDouble(price);
  }

  /** Of a terminal: Hangul is twice as wide. */
  private static long columns(String row) {
    return row.codePoints()
        .mapToLong(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HANGUL ? 2 : 1)
        .sum();
  }

  private static CostEstimate cost(String system) {
    var blueprint = ShippedSystems.load(system).orElseThrow();
    var target = DeploymentTarget.of(UUID.randomUUID().toString(), UUID.randomUUID().toString());
    return CostEstimate.of(blueprint, SystemTemplate.of(blueprint, target), PriceBook.shipped());
  }
}
