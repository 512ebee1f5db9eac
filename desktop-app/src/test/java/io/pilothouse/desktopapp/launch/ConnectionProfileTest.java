package io.pilothouse.desktopapp.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.sharedmodel.estate.Connection;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionProfileTest {
  @TempDir Path folder;

  @Test
  void readsAClusterASubscriptionAndADatabase() throws Exception {
    Connection connection =
        read(
            """
            {"system": "shop-prod",
             "kubernetes": {"context": "aks-shop"},
             "azure": {"subscription": "s", "resourceGroup": "rg-shop"},
             "databases": {"psql-shop": {"url": "postgresql://probe:word@127.0.0.1:15432/shop"}}}
            """);
    assertThat(connection.kubernetes().orElseThrow().context()).contains("aks-shop");
    assertThat(connection.azure().orElseThrow().endpoint()).isEmpty();
    assertThat(connection.databases())
        .hasEntrySatisfying("psql-shop", d -> assertThat(d.url()).endsWith("/shop"));
  }

  @Test
  void whatIsAbsentIsNotConnected() throws Exception {
    Connection connection = read("{\"system\": \"shop-prod\"}");
    assertThat(connection.kubernetes()).isEmpty();
    assertThat(connection.azure()).isEmpty();
    assertThat(connection.databases()).isEmpty();
  }

  @Test
  void aMisspeltFieldIsNamedWithItsPlaceAndWhatWasExpected() {
    assertThatThrownBy(
            () -> read("{\"system\": \"shop-prod\",\n \"azure\": {\"subscripton\": \"s\"}}"))
        .isInstanceOf(CannotOpenException.class)
        .hasMessageContaining("connection.json:2:")
        .hasMessageContaining("azure.subscripton")
        .hasMessageContaining("subscription");
  }

  @Test
  void aTornFileSaysWhere() {
    assertThatThrownBy(() -> read("{\"system\": \"shop-prod\",\n \"azure\": "))
        .isInstanceOf(CannotOpenException.class)
        .hasMessageContaining("connection.json:2:");
  }

  @Test
  void aPasswordNeverStandsInAnErrorOrAPrintedProfile() throws Exception {
    String secret = "correct-horse";
    assertThatThrownBy(() ->
            read(
                "{\"databases\": {\"a\": {\"url\": \"postgresql://u:"
                    + secret
                    + "@h/d\", \"x\": 1}}}"))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(secret));
    assertThat(
            read("{\"system\": \"s\", \"databases\": {\"a\": {\"url\": \"postgresql://u:"
                    + secret
                    + "@h/d\"}}}")
                .toString())
        .doesNotContain(secret);
  }

  @Test
  void aMissingFileNamesTheRemedy() {
    assertThatThrownBy(() -> ConnectionProfile.read(folder.resolve("absent.json")))
        .hasMessageContaining("absent.json")
        .hasMessageContaining("--connection");
  }

  private Connection read(String text) throws Exception {
    return ConnectionProfile.read(Files.writeString(folder.resolve("connection.json"), text));
  }
}
