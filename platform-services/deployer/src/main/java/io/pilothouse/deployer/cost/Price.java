package io.pilothouse.deployer.cost;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * One price of a list, without discounts.
 *
 * @param key by which quantities name it, such as {@code vm/Standard_D4s_v3}
 * @param region programmatic name; {@code global} for what costs the same everywhere
 * @param service Azure's name of the service, such as {@code Virtual Machines}
 * @param meter Azure's name of the meter, such as {@code D4s v3}
 * @param product words of Azure's product that the meter belongs to; empty where the meter suffices
 * @param unit in which it is counted: {@code Hour}, {@code Day}, {@code Month}, {@code GB}, {@code
 *     GB/Month}
 * @param amount of one unit, in the book's currency
 * @param approximate whether it is known only about
 * @param source where it comes from
 * @param date the day of which it is
 */
public record Price(
    String key,
    String region,
    String service,
    String meter,
    String product,
    String unit,
    BigDecimal amount,
    boolean approximate,
    String source,
    LocalDate date) {

  /** The same, as a price list has it on a day. */
  Price now(BigDecimal amount, String source, LocalDate date) {
    return new Price(key, region, service, meter, product, unit, amount, false, source, date);
  }
}
