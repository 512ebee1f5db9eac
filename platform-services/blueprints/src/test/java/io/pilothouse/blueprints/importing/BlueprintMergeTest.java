package io.pilothouse.blueprints.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.blueprints.BlueprintLoader;
import io.pilothouse.blueprints.BlueprintResult;
import io.pilothouse.blueprints.dictionary.Dictionary;
import io.pilothouse.blueprints.text.Note;
import io.pilothouse.blueprints.text.SourceText;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Component;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BlueprintMergeTest {
  private static Blueprint load(String yaml) {
    BlueprintResult result = new BlueprintLoader().load("earlier.yaml", yaml);
    assertThat(result).isInstanceOf(BlueprintResult.Loaded.class);
    return ((BlueprintResult.Loaded) result).blueprint();
  }

  private static ImportResult again(String text, Blueprint earlier) {
    return BlueprintImporter.importAll(
        List.of(new SourceText("doc", "orders.mmd", text)),
        new ImportRequest("orders-prod", "production", Dictionary.shipped(), Optional.of(earlier)));
  }

  private static String first() {
    return BlueprintWriter.write(
        BlueprintImporterTest.blueprint(
            BlueprintImporterTest.importText("orders.mmd", BlueprintImporterTest.ORDERS)));
  }

  @Test
  void importingTheSameAgainChangesNothing() {
    assertThat(
            BlueprintWriter.write(
                BlueprintImporterTest.blueprint(
                    again(BlueprintImporterTest.ORDERS, load(first())))))
        .isEqualTo(first());
  }

  @Test
  void keepsWhatPeopleBoundNamedAndFilledIn() {
    String edited =
        first()
                .replace("namespace: production", "namespace: shop")
                .replace("deployment: order-service", "deployment: orders-api")
            + """
            bindings:
              - component: order-service
                kind: Deployment
                namespace: shop
                labels: {app: orders}
                note: agreed with the team
            """;
    String changed =
        BlueprintImporterTest.ORDERS.replace("3 replicas, HPA 2-10", "4 replicas, HPA 3-12");
    Blueprint merged = BlueprintImporterTest.blueprint(again(changed, load(edited)));
    assertThat(merged.bindings())
        .singleElement()
        .satisfies(b -> {
          assertThat(b.component()).isEqualTo("order-service");
          assertThat(b.labels()).containsEntry("app", "orders");
        });
    assertThat(merged.cluster().namespace()).isEqualTo("shop");
    assertThat(merged.services().getFirst().deployment()).isEqualTo("orders-api");
    assertThat(merged.services().getFirst().replicas()).isEqualTo(4);
    assertThat(merged.statements().get("assumed"))
        .extracting(Blueprint.Statement::key)
        .doesNotContain("aks.namespace");
  }

  @Test
  void saysWhatHasLeftTheDocumentsAndKeepsItsBinding() {
    String edited =
        first() + "bindings:\n  - {component: pay-service, kind: Deployment, name: pay}\n";
    String changed =
        BlueprintImporterTest.ORDERS
            .lines()
            .filter(l -> !l.contains("Pay") || l.contains("Gate -->"))
            .map(l -> l.replace(" & PayService", ""))
            .reduce("", (a, b) -> a + b + "\n");
    ImportResult result = again(changed, load(edited));
    Blueprint merged = BlueprintImporterTest.blueprint(result);
    assertThat(merged.services()).extracting(Component::id).containsExactly("order-service");
    assertThat(merged.bindings()).hasSize(1);
    assertThat(result.notes())
        .extracting(Note::message)
        .anyMatch(m -> m.startsWith("pay-service was in the earlier blueprint"))
        .anyMatch(m -> m.startsWith("the binding of pay-service is kept"));
  }
}
