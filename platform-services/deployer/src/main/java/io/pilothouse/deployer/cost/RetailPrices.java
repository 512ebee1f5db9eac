package io.pilothouse.deployer.cost;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Azure's public price list, which needs no sign-in: <a
 * href="https://learn.microsoft.com/rest/api/cost-management/retail-prices/azure-retail-prices">the
 * Retail Prices API</a>. Blocks while it asks; one question for each regional price of a book.
 */
public final class RetailPrices {
  /** Where the list is. */
  public static final URI AZURE = URI.create("https://prices.azure.com/api/retail/prices");

  /** A meter has a handful of items; more pages are a question that was too wide. */
  private static final int MOST_PAGES = 20;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client;
  private final URI list;
  private final Duration patience;
  private final InstantSource clock;

  /**
   * Makes it.
   *
   * @param list address of the price list
   * @param patience how long one answer is waited for
   */
  public RetailPrices(HttpClient client, URI list, Duration patience, InstantSource clock) {
    this.client = client;
    this.list = list;
    this.patience = patience;
    this.clock = clock;
  }

  /**
   * A book with what the list has today.
   *
   * @param notFound keys, with their region, that the list has no price for, or several; they stand
   *     in the book as they did
   */
  public record Refreshed(PriceBook book, List<String> notFound) {}

  /**
   * Asks for every regional price of a book. What costs the same everywhere stands as it is.
   *
   * @throws PriceListException if the list does not answer; then nothing is taken from it
   */
  public Refreshed refresh(PriceBook book) throws PriceListException, InterruptedException {
    var prices = new ArrayList<Price>();
    var notFound = new ArrayList<String>();
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    for (Price price : book.prices()) {
      if (price.region().equals(PriceBook.GLOBAL)) {
        prices.add(price);
        continue;
      }
      Optional<BigDecimal> amount = ask(price, book.currency());
      amount.ifPresentOrElse(
          now -> prices.add(price.now(now, list.getHost(), today)),
          () -> {
            prices.add(price);
            notFound.add(price.key() + " " + price.region());
          });
    }
    return new Refreshed(new PriceBook(book.currency(), prices), notFound);
  }

  /** The one amount that the list has for a price. */
  private Optional<BigDecimal> ask(Price price, String currency)
      throws PriceListException, InterruptedException {
    URI next =
        URI.create(
            list
                + "?currencyCode="
                + encoded("'" + currency + "'")
                + "&$filter="
                + encoded(filter(price)));
    var tiers = new TreeMap<BigDecimal, Set<BigDecimal>>();
    for (int page = 0; page < MOST_PAGES; page++) {
      JsonNode answer = get(next);
      for (JsonNode item : answer.path("Items")) {
        if (matches(item, price, currency)) {
          amount(item, price.unit())
              .ifPresent(amount ->
                  tiers
                      .computeIfAbsent(
                          item.path("tierMinimumUnits").decimalValue().stripTrailingZeros(),
                          _ -> new LinkedHashSet<>())
                      .add(amount));
        }
      }
      String link = answer.path("NextPageLink").asText("");
      if (link.isEmpty() || link.equals("null")) {
        return first(tiers);
      }
      next = follow(link);
    }
    throw new PriceListException(
        list + " has more than " + MOST_PAGES + " pages of " + price.key());
  }

  /**
   * The price of the first tier that is paid for: the first units of some meters are free. Several
   * for one tier are no answer.
   */
  private static Optional<BigDecimal> first(SortedMap<BigDecimal, Set<BigDecimal>> tiers) {
    Set<BigDecimal> amounts =
        tiers.values().stream()
            .filter(tier -> tier.stream().anyMatch(amount -> amount.signum() > 0))
            .findFirst()
            .orElseGet(() -> tiers.isEmpty() ? Set.of() : tiers.firstEntry().getValue());
    return amounts.size() == 1 ? Optional.of(amounts.iterator().next()) : Optional.empty();
  }

  private static String filter(Price price) {
    Price.Meter meter = price.meter();
    var filter = new StringBuilder("serviceName eq '").append(quoted(meter.service())).append('\'');
    filter.append(" and armRegionName eq '").append(quoted(price.region())).append('\'');
    narrow(filter, "armSkuName", meter.size());
    narrow(filter, "skuName", meter.sku());
    narrow(filter, "meterName", meter.name());
    return filter.append(" and priceType eq 'Consumption'").toString();
  }

  private static void narrow(StringBuilder filter, String field, String value) {
    if (!value.isEmpty()) {
      filter.append(" and ").append(field).append(" eq '").append(quoted(value)).append('\'');
    }
  }

  private static boolean matches(JsonNode item, Price price, String currency) {
    Price.Meter meter = price.meter();
    String product = item.path("productName").asText();
    String sku = item.path("skuName").asText();
    String name = item.path("meterName").asText();
    return item.path("currencyCode").asText().equals(currency)
        && item.path("serviceName").asText().equals(meter.service())
        && item.path("armRegionName").asText().equals(price.region())
        && item.path("type").asText().equals("Consumption")
        && equal(meter.size(), item.path("armSkuName").asText())
        && equal(meter.sku(), sku)
        && equal(meter.name(), name)
        && words(product).contains(words(meter.product()))
        // The same machine is on the list with a licence, for another service, as what Azure may
        // take back, and under names of the past.
        && !product.contains("Windows")
        && !product.contains("Cloud Services")
        && !product.contains("CloudServices")
        && !sku.matches(".*(Low Priority|Spot)")
        && !name.matches(".*(Low Priority|Spot|Expired|Free)");
  }

  private static boolean equal(String wanted, String found) {
    return wanted.isEmpty() || wanted.equals(found);
  }

  private static String words(String product) {
    return product.replace(" - ", " ").toLowerCase(Locale.ROOT);
  }

  /** Of one unit; the list counts some by the hundred. */
  private static Optional<BigDecimal> amount(JsonNode item, String unit) {
    String[] measure = item.path("unitOfMeasure").asText().split("[ /]", 2);
    boolean number = measure.length == 2 && measure[0].matches("\\d+");
    if (!number
        || !measure[1].toLowerCase(Locale.ROOT).equals(unit.toLowerCase(Locale.ROOT))
        || !item.path("retailPrice").isNumber()) {
      return Optional.empty();
    }
    return Optional.of(
        item.path("retailPrice")
            .decimalValue()
            .divide(new BigDecimal(measure[0]), MathContext.DECIMAL64)
            .stripTrailingZeros());
  }

  /** The next page, if it is on the same list. */
  private URI follow(String link) throws PriceListException {
    URI next = URI.create(link.replace(" ", "%20").replace("'", "%27"));
    boolean same =
        list.getHost().equalsIgnoreCase(next.getHost())
            && list.getScheme().equals(next.getScheme())
            && (next.getPort() == list.getPort() || next.getPort() == 443 || next.getPort() == -1);
    if (!same) {
      throw new PriceListException(list + " leads to " + next.getHost() + " for its next page");
    }
    return next;
  }

  private JsonNode get(URI address) throws PriceListException, InterruptedException {
    var request = HttpRequest.newBuilder(address).timeout(patience).GET().build();
    try {
      HttpResponse<String> answer =
          client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (answer.statusCode() != 200) {
        throw new PriceListException(list + " answered " + answer.statusCode());
      }
      JsonNode page = JSON.readTree(answer.body());
      if (!page.path("Items").isArray()) {
        throw new PriceListException(list + " answered something that is no price list");
      }
      return page;
    } catch (HttpTimeoutException e) {
      throw new PriceListException(
          list + " did not answer within " + patience.toSeconds() + " s", e);
    } catch (JsonProcessingException e) {
      throw new PriceListException(list + " answered something that is no JSON", e);
    } catch (IOException e) {
      throw new PriceListException(list + " cannot be reached: " + e.getMessage(), e);
    }
  }

  private static String quoted(String text) {
    return text.replace("'", "''");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
