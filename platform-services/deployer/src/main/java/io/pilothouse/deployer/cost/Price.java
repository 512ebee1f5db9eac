package io.pilothouse.deployer.cost;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * One price of a list, without discounts.
 *
 * @param key by which quantities name it, such as {@code vm/Standard_D4s_v3}
 * @param region programmatic name; {@code global} for what costs the same everywhere
 * @param meter how Azure's price list calls it
 * @param unit in which it is counted: {@code Hour}, {@code Day}, {@code Month}, {@code GB}, {@code
 *     GB/Month}
 * @param amount of one unit, in the book's currency
 * @param approximate whether it is known only about: it is of another region, or of no list
 * @param source where it comes from
 * @param listedIn the region that the source has it for; {@code global} for everywhere
 * @param date the day of which the source is
 */
public record Price(
    String key,
    String region,
    Meter meter,
    String unit,
    BigDecimal amount,
    boolean approximate,
    String source,
    String listedIn,
    LocalDate date) {

  /**
   * A meter of Azure's price list. What is empty is not looked at.
   *
   * @param service its service, such as {@code Virtual Machines}
   * @param product words of its product, as {@code General Purpose Dsv3}, whatever their case; a
   *     dash between them does not count
   * @param sku its {@code skuName}, such as {@code 4 vCore}
   * @param size its {@code armSkuName}, such as {@code Standard_D4s_v3}
   * @param name its name, such as {@code vCore}
   */
  public record Meter(String service, String product, String sku, String size, String name) {}

  /** The same, as a price list has it on a day for its region. */
  Price now(BigDecimal amount, String source, LocalDate date) {
    return new Price(key, region, meter, unit, amount, false, source, region, date);
  }
}
