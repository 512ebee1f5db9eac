package io.pilothouse.deployer.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The reader of the price list against a server that answers in the documented shape. */
class RetailPricesTest {
  private final List<String> questions = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer server = start();
  private volatile int status = 200;
  private volatile Function<String, String> answers = _ -> page("", "");

  private static HttpServer start() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void serve() {
    server.setExecutor(threads);
    server.createContext(
        "/prices",
        exchange -> {
          String query = String.valueOf(exchange.getRequestURI().getQuery());
          questions.add(query);
          byte[] body = answers.apply(query).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
    client.close();
  }

  private URI list() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/prices");
  }

  private RetailPrices prices(Duration patience) {
    return new RetailPrices(
        client, list(), patience, InstantSource.fixed(Instant.parse("2026-11-21T00:00:00Z")));
  }

  private static final Price MACHINE =
      new Price(
          "vm/Standard_D4s_v3",
          "koreacentral",
          new Price.Meter("Virtual Machines", "DSv3 Series", "", "Standard_D4s_v3", ""),
          "Hour",
          new BigDecimal("0.2"),
          true,
          "memory",
          "eastus",
          LocalDate.of(2026, 1, 1));

  private static String item(String product, String sku, String price, String unit) {
    return """
    {"currencyCode":"USD","tierMinimumUnits":0.0,"retailPrice":%s,"unitPrice":%s,
     "armRegionName":"koreacentral","location":"KR Central","meterName":"D4s v3",
     "productName":"%s","skuName":"%s","serviceName":"Virtual Machines",
     "serviceFamily":"Compute","unitOfMeasure":"%s","type":"Consumption",
     "isPrimaryMeterRegion":true,"armSkuName":"Standard_D4s_v3"}
    """
        .formatted(price, price, product, sku, unit);
  }

  private static String page(String items, String next) {
    return """
    {"BillingCurrency":"USD","CustomerEntityId":"Default","CustomerEntityType":"Retail",
     "Items":[%s],"NextPageLink":%s,"Count":1}
    """
        .formatted(items, next.isEmpty() ? "null" : "\"" + next + "\"");
  }

  @Test
  void readsThePriceOfTheMachineAndNotOfItsSpotOrItsLicence() throws Exception {
    answers =
        _ ->
            page(
                item("Virtual Machines DSv3 Series Windows", "D4s v3", "0.42", "1 Hour")
                    + ","
                    + item("Virtual Machines DSv3 Series", "D4s v3 Spot", "0.05", "1 Hour")
                    + ","
                    + item("Virtual Machines DSv3 Series", "D4s v3", "0.236", "1 Hour"),
                "");
    var refreshed = prices(Duration.ofSeconds(5)).refresh(new PriceBook("USD", List.of(MACHINE)));
    assertThat(refreshed.notFound()).isEmpty();
    assertThat(refreshed.book().price("vm/Standard_D4s_v3", "koreacentral"))
        .hasValueSatisfying(price -> {
          assertThat(price.amount()).isEqualByComparingTo("0.236");
          assertThat(price.approximate()).isFalse();
          assertThat(price.listedIn()).isEqualTo("koreacentral");
          assertThat(price.date()).isEqualTo(LocalDate.of(2026, 11, 21));
        });
    assertThat(questions)
        .singleElement()
        .satisfies(question ->
            assertThat(question)
                .contains("currencyCode='USD'")
                .contains("serviceName eq 'Virtual Machines'")
                .contains("armRegionName eq 'koreacentral'")
                .contains("armSkuName eq 'Standard_D4s_v3'")
                .contains("priceType eq 'Consumption'")
                .doesNotContain("meterName"));
  }

  @Test
  void aServersPriceIsThatOfItsCoresAndItsSeries() throws Exception {
    var server = shipped("postgresql/Standard_D4s_v3");
    answers =
        _ ->
            page(
                meter(
                        server,
                        "Azure Database for PostgreSQL Flexible Server General Purpose Ddsv5 "
                            + "Series Compute",
                        0,
                        "0.41")
                    + ","
                    + meter(
                        server,
                        "Azure Database for PostgreSQL Flexible Server General Purpose "
                            + "- Dsv3 Series Compute",
                        0,
                        "0.438"),
                "");
    var refreshed = prices(Duration.ofSeconds(5)).refresh(new PriceBook("USD", List.of(server)));
    assertThat(refreshed.book().prices().getFirst().amount()).isEqualByComparingTo("0.438");
    assertThat(questions)
        .singleElement()
        .satisfies(question ->
            assertThat(question).contains("skuName eq '4 vCore'", "meterName eq 'vCore'"));
  }

  @Test
  void unitsThatAreFreeAreNoPrice() throws Exception {
    var logs = shipped("log-analytics/ingested");
    answers =
        _ ->
            page(
                meter(logs, "Log Analytics", 0, "0") + "," + meter(logs, "Log Analytics", 5, "3.1"),
                "");
    var refreshed = prices(Duration.ofSeconds(5)).refresh(new PriceBook("USD", List.of(logs)));
    assertThat(refreshed.book().prices().getFirst().amount()).isEqualByComparingTo("3.1");
  }

  private static Price shipped(String key) {
    return PriceBook.shipped().price(key, "koreacentral").orElseThrow();
  }

  /** As the list has the meter of a price. */
  private static String meter(Price price, String product, int from, String amount) {
    return """
    {"currencyCode":"USD","tierMinimumUnits":%d,"retailPrice":%s,"armRegionName":"%s",
     "meterName":"%s","productName":"%s","skuName":"%s","serviceName":"%s",
     "unitOfMeasure":"1 %s","type":"Consumption","armSkuName":"%s"}
    """
        .formatted(
            from,
            amount,
            price.region(),
            price.meter().name(),
            product,
            price.meter().sku(),
            price.meter().service(),
            price.unit(),
            price.meter().size());
  }

  @Test
  void followsThePagesOfTheList() throws Exception {
    answers =
        query ->
            query.contains("$skip=100")
                ? page(item("Virtual Machines DSv3 Series", "D4s v3", "23.6", "100 Hour"), "")
                : page("", list() + "?$filter=meterName eq 'D4s v3'&$skip=100");
    var refreshed = prices(Duration.ofSeconds(5)).refresh(new PriceBook("USD", List.of(MACHINE)));
    assertThat(refreshed.book().prices().getFirst().amount()).isEqualByComparingTo("0.236");
    assertThat(questions).hasSize(2);
  }

  @Test
  void doesNotFollowAPageToAnotherHost() {
    answers = _ -> page("", "http://elsewhere.example/prices?$skip=100");
    assertThatThrownBy(
            () -> prices(Duration.ofSeconds(5)).refresh(new PriceBook("USD", List.of(MACHINE))))
        .isInstanceOf(PriceListException.class)
        .hasMessageContaining("elsewhere.example");
  }

  @Test
  void keepsWhatTheListDoesNotHaveOrHasTwice() throws Exception {
    answers =
        _ ->
            page(
                item("Virtual Machines DSv3 Series", "D4s v3", "0.236", "1 Hour")
                    + ","
                    + item("Virtual Machines DSv3 Series Linux", "D4s v3", "0.3", "1 Hour"),
                "");
    var refreshed = prices(Duration.ofSeconds(5)).refresh(new PriceBook("USD", List.of(MACHINE)));
    assertThat(refreshed.book().prices()).containsExactly(MACHINE);
    assertThat(refreshed.notFound()).containsExactly("vm/Standard_D4s_v3 koreacentral");
  }

  @Test
  void asksNothingOfWhatCostsTheSameEverywhere() throws Exception {
    var global =
        new Price(
            "aks/Standard",
            PriceBook.GLOBAL,
            new Price.Meter("Azure Kubernetes Service", "", "", "", "Standard Uptime SLA"),
            "Hour",
            new BigDecimal("0.1"),
            false,
            "memory",
            PriceBook.GLOBAL,
            LocalDate.of(2026, 1, 1));
    var refreshed = prices(Duration.ofSeconds(5)).refresh(new PriceBook("USD", List.of(global)));
    assertThat(refreshed.book().prices()).containsExactly(global);
    assertThat(questions).isEmpty();
  }

  @Test
  void aListThatRefusesSaysSo() {
    status = 429;
    assertThatThrownBy(
            () -> prices(Duration.ofSeconds(5)).refresh(new PriceBook("USD", List.of(MACHINE))))
        .isInstanceOf(PriceListException.class)
        .hasMessageContaining("429");
  }

  @Test
  void anAnswerThatIsNoListSaysSo() {
    answers = _ -> "<html>sign in</html>";
    assertThatThrownBy(
            () -> prices(Duration.ofSeconds(5)).refresh(new PriceBook("USD", List.of(MACHINE))))
        .isInstanceOf(PriceListException.class)
        .hasMessageContaining("no JSON");
  }

  @Test
  void aListThatDoesNotAnswerIsNotWaitedForLong() {
    answers =
        _ -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return "";
        };
    assertThatThrownBy(
            () -> prices(Duration.ofMillis(200)).refresh(new PriceBook("USD", List.of(MACHINE))))
        .isInstanceOf(PriceListException.class)
        .hasMessageContaining("did not answer");
  }
}
