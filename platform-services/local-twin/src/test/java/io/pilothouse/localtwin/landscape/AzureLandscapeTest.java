package io.pilothouse.localtwin.landscape;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.localtwin.azure.AzureScope;
import io.pilothouse.localtwin.azure.StoredResource;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AzureLandscapeTest {
  private static final AzureScope SCOPE = new AzureScope("sub", "tenant", "rg", "koreacentral");

  static List<String> systems() {
    return ShippedSystems.keys();
  }

  @ParameterizedTest
  @MethodSource("systems")
  void namesEachResourceOnceAndAfterWhatItStandsIn(String system) {
    List<StoredResource> resources =
        new AzureLandscape(ShippedSystems.load(system).orElseThrow(), SCOPE).resources();

    List<String> paths =
        resources.stream().map(r -> r.type() + " " + String.join("/", r.names())).toList();
    assertThat(paths).doesNotHaveDuplicates();
    assertThat(resources)
        .allSatisfy(r ->
            assertThat(r.names()).hasSize((int) r.type().chars().filter(c -> c == '/').count()))
        .filteredOn(r -> r.names().size() > 1)
        .allSatisfy(r ->
            assertThat(
                    paths.subList(0, paths.indexOf(r.type() + " " + String.join("/", r.names()))))
                .contains(
                    r.type().substring(0, r.type().lastIndexOf('/'))
                        + " "
                        + String.join("/", r.names().subList(0, r.names().size() - 1))));
  }
}
