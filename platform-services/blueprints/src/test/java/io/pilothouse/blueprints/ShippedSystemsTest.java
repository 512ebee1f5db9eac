package io.pilothouse.blueprints;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Component;
import io.pilothouse.sharedmodel.blueprint.Service;
import io.pilothouse.sharedmodel.blueprint.Source;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShippedSystemsTest {
  private final Blueprint tripgen = ShippedSystems.load("tripgen-prod").orElseThrow();

  @Test
  void everyKeyLoadsASystemOfThatKey() {
    assertThat(ShippedSystems.keys()).contains("tripgen-prod");
    assertThat(ShippedSystems.keys())
        .allSatisfy(k -> assertThat(ShippedSystems.load(k).orElseThrow().system()).isEqualTo(k));
  }

  @Test
  void anUnknownKeyIsEmpty() {
    assertThat(ShippedSystems.load("../systems/tripgen-prod")).isEmpty();
    assertThat(ShippedSystems.text("nothing")).isEmpty();
  }

  @Test
  void theOnlyWarningIsTheAutoscalerWithoutARange() {
    var result =
        new BlueprintLoader().load("t.yaml", ShippedSystems.text("tripgen-prod").orElseThrow());
    assertThat(result).isInstanceOf(BlueprintResult.Loaded.class);
    assertThat(((BlueprintResult.Loaded) result).warnings())
        .extracting(BlueprintProblem::path)
        .containsExactly("services[3].autoscaling");
  }

  @Test
  void servicesScaleAsTheDocumentSays() {
    assertThat(tripgen.services()).hasSize(4);
    Service trip = tripgen.services().get(1);
    assertThat(trip.replicas()).isEqualTo(3);
    assertThat(trip.requests()).contains(new Service.Resources("500m", "1Gi"));
    assertThat(trip.minAvailable()).contains(2);
    assertThat(trip.autoscaling().orElseThrow().maxReplicas()).contains(15);
    assertThat(trip.autoscaling().orElseThrow().metrics())
        .containsExactly(
            new Service.MetricTarget(Service.MetricKind.RESOURCE, "cpu", 70),
            new Service.MetricTarget(Service.MetricKind.RESOURCE, "memory", 80),
            new Service.MetricTarget(Service.MetricKind.CUSTOM, "active_connections", 50));
    assertThat(tripgen.services().getLast().autoscaling().orElseThrow().minReplicas()).isEmpty();
  }

  @Test
  void recoveryObjectivesAreTyped() {
    assertThat(tripgen.objectives().recoveryTime()).contains(Duration.ofMinutes(30));
    assertThat(tripgen.objectives().recoveryPoint()).contains(Duration.ofMinutes(15));
    assertThat(tripgen.objectives().failoverTime()).contains(Duration.ofSeconds(60));
    assertThat(tripgen.objectives().rollbackTime()).contains(Duration.ofMinutes(5));
    assertThat(tripgen.objectives().availability()).contains(0.999);
    assertThat(tripgen.cacheStrategy().orElseThrow().hitRatioTarget()).contains(0.95);
  }

  @Test
  void theServerHasAStandbyAndTwoReplicasInTwoRegions() {
    var server = tripgen.databaseServers().getFirst();
    assertThat(server.resourceName()).isEqualTo("postgresql-server");
    assertThat(server.version()).isEmpty();
    assertThat(server.highAvailability()).isEqualTo("ZoneRedundant");
    assertThat(server.replicas())
        .extracting(r -> r.resourceName() + " " + r.location() + " " + r.sku())
        .containsExactly(
            "postgresql-server-replica-1 koreasouth Standard_D2s_v3",
            "postgresql-server-replica-2 koreacentral Standard_D2s_v3");
  }

  @Test
  void bothSidesOfAContradictionAreKept() {
    assertThat(tripgen.databaseServers().getFirst().minimumTlsVersion()).contains("1.2");
    assertThat(statements("security")).contains("TLS 1.3");
    assertThat(statements("operations")).contains("2시간 이내");
    assertThat(statements("incident-response")).contains("1시간 이내");
  }

  private String statements(String topic) {
    return tripgen.statements().getOrDefault(topic, List.of()).toString();
  }

  @Test
  void aFactPointsAtItsOwnSentence() {
    assertThat(tripgen.sourceOf("user-service", "minAvailable").flatMap(Source::section))
        .contains("3.2.1");
    assertThat(tripgen.sourceOf("user-service", "replicas").flatMap(Source::section))
        .contains("3.3.1");
    assertThat(tripgen.sourceOf("objectives", "failoverTime").flatMap(Source::section))
        .contains("10.1.2");
    assertThat(tripgen.sourceOf("nobody", "field")).isEmpty();
  }

  @Test
  void everyComponentAndStatementHasAPlaceInTheDocument() {
    assertThat(tripgen.components()).allSatisfy(c -> assertThat(c.source()).as(c.id()).isPresent());
    assertThat(tripgen.components()).extracting(Component::id).doesNotHaveDuplicates();
    assertThat(tripgen.statements().values().stream().flatMap(s -> s.stream()))
        .allSatisfy(s -> assertThat(s.source().map(Source::column).orElse(0)).isPositive());
    assertThat(tripgen.relations()).allSatisfy(r -> assertThat(r.source()).isPresent());
  }

  @Test
  void whatIsWrittenReadsBackTheSame() throws Exception {
    var writer = new ObjectMapper(new YAMLFactory()).writerWithDefaultPrettyPrinter();
    var tree =
        BlueprintLoader.mapper()
            .rebuild()
            .defaultPropertyInclusion(
                JsonInclude.Value.construct(
                    JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS))
            .build()
            .valueToTree(tripgen);
    var again = new BlueprintLoader().load("again.yaml", writer.writeValueAsString(tree));
    assertThat(again)
        .isInstanceOfSatisfying(
            BlueprintResult.Loaded.class,
            loaded -> assertThat(Optional.of(loaded.blueprint())).contains(tripgen));
  }
}
