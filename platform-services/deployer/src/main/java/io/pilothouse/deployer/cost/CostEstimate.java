package io.pilothouse.deployer.cost;

import io.pilothouse.deployer.template.SystemTemplate;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Cost;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a template's resources cost in a month at list prices, beside the document's table. Fixed
 * prices only: what is paid by use (traffic, operations, ingested logs beyond the daily cap) is in
 * no template and in no estimate. Autoscaled pools count with the nodes they start with.
 *
 * @param date the day of the oldest price of a region in the book
 * @param lines one for each price that a resource takes
 * @param comparisons one for each line of the document's table
 * @param unnamed those of the lines that the document's table does not name; all without a table
 * @param stated the document's total
 */
public record CostEstimate(
    String currency,
    Optional<LocalDate> date,
    List<CostLine> lines,
    List<CostComparison> comparisons,
    List<CostLine> unnamed,
    OptionalDouble stated) {
  public CostEstimate {
    lines = List.copyOf(lines);
    comparisons = List.copyOf(comparisons);
    unnamed = List.copyOf(unnamed);
  }

  /** The estimate of a template. Pure. */
  public static CostEstimate of(Blueprint blueprint, SystemTemplate template, PriceBook book) {
    List<CostLine> lines =
        Quantities.of(template).stream().map(quantity -> line(quantity, book)).toList();
    CostTable table = CostTable.of(blueprint, template.group().location(), lines);
    return new CostEstimate(
        book.currency(),
        book.date(),
        lines,
        table.comparisons(),
        table.unnamed(),
        blueprint
            .cost()
            .filter(cost -> cost.currency().equals(book.currency()))
            .flatMap(Cost::statedTotal)
            .map(OptionalDouble::of)
            .orElse(OptionalDouble.empty()));
  }

  private static CostLine line(Quantity quantity, PriceBook book) {
    Optional<Price> price = book.price(quantity.key(), quantity.region());
    return new CostLine(
        quantity.resource().component(),
        quantity.resource().name(),
        quantity.part(),
        quantity.key(),
        quantity.region(),
        quantity.units(),
        price
            .map(p -> OptionalDouble.of(p.amount().doubleValue() * quantity.units()))
            .orElse(OptionalDouble.empty()),
        price.filter(Price::approximate).isPresent());
  }

  /** The sum of what is known: the whole only if {@link #complete}. */
  public double known() {
    return lines.stream().flatMapToDouble(line -> line.monthly().stream()).sum();
  }

  /** Whether every price is known; if not, the system costs at least {@link #known}. */
  public boolean complete() {
    return lines.stream().allMatch(line -> line.monthly().isPresent());
  }

  /** Whether any price is known only about. */
  public boolean approximate() {
    return lines.stream().anyMatch(CostLine::approximate);
  }
}
