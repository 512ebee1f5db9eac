package io.pilothouse.desktopapp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.pilothouse.deployer.cost.PriceBook;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DeployPricesCommandTest {
  private static final String MACHINE =
      """
      {"currencyCode":"USD","tierMinimumUnits":0.0,"retailPrice":0.25,"armRegionName":"koreacentral",
       "meterName":"D4s v3","productName":"Virtual Machines DSv3 Series","skuName":"D4s v3",
       "serviceName":"Virtual Machines","armSkuName":"Standard_D4s_v3","unitOfMeasure":"1 Hour","type":"Consumption"}
      """;

  @TempDir Path folder;
  private HttpServer list = server();
  private int status = 200;

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeEach
  void serve() {
    list.createContext(
        "/",
        exchange -> {
          String question =
              URLDecoder.decode(
                  String.valueOf(exchange.getRequestURI().getRawQuery()), StandardCharsets.UTF_8);
          String items = question.contains("armSkuName eq 'Standard_D4s_v3'") ? MACHINE : "";
          byte[] body =
              ("{\"Items\":[" + items + "],\"NextPageLink\":null}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    list.start();
  }

  @AfterEach
  void stop() {
    list.stop(0);
  }

  private int run(Path file) {
    return new CommandLine(new DeployPricesCommand())
        .execute(
            "--list",
            "http://127.0.0.1:" + list.getAddress().getPort() + "/",
            "-o",
            file.toString());
  }

  @Test
  void keepsWhatTheListHasAndLeavesTheRest() {
    Path file = folder.resolve("prices.json");
    assertThat(run(file)).isEqualTo(ExitCode.FINE);
    PriceBook kept = PriceBook.kept(file);
    assertThat(kept.price("vm/Standard_D4s_v3", "koreacentral").orElseThrow().amount())
        .isEqualByComparingTo("0.25");
    assertThat(kept.price("vm/Standard_D2s_v3", "koreacentral"))
        .isEqualTo(PriceBook.shipped().price("vm/Standard_D2s_v3", "koreacentral"));
  }

  @Test
  void writesNothingWhenTheListDoesNotAnswer() {
    status = 503;
    Path file = folder.resolve("prices.json");
    assertThat(run(file)).isEqualTo(ExitCode.NOT_REACHABLE);
    assertThat(file).doesNotExist();
    assertThat(Files.isDirectory(folder)).isTrue();
  }
}
