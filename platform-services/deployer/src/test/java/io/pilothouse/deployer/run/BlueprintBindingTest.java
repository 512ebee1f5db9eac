package io.pilothouse.deployer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pilothouse.blueprints.BlueprintLoader;
import io.pilothouse.blueprints.BlueprintResult;
import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.blueprints.importing.BlueprintWriter;
import io.pilothouse.sharedmodel.blueprint.Binding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BlueprintBindingTest {
  private static final String TEXT =
      BlueprintWriter.write(ShippedSystems.load("tripgen-prod").orElseThrow());
  private static final String ID =
      "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/c";

  private static List<Binding> bindings(String text) {
    return ((BlueprintResult.Loaded) new BlueprintLoader().load("own.yaml", text))
        .blueprint()
        .bindings();
  }

  @Test
  void theBindingIsAddedAndEveryOtherLineStays() {
    String bound = BlueprintBinding.written("own.yaml", TEXT, Map.of("redis-cache", ID));

    assertThat(bound).startsWith(TEXT.stripTrailing());
    assertThat(bindings(bound))
        .singleElement()
        .matches(
            b -> b.component().equals("redis-cache") && b.resourceId().orElseThrow().equals(ID));
    assertThat(BlueprintBinding.written("own.yaml", bound, Map.of("redis-cache", ID)))
        .isEqualTo(bound);
  }

  @Test
  void whatAPersonSaidStaysAndWhatADeploymentWroteIsReplaced() {
    String own = TEXT.stripTrailing() + "\nbindings:\n- component: redis-cache\n  name: mine\n";
    String bound =
        BlueprintBinding.written("own.yaml", own, Map.of("redis-cache", ID, "aks", ID + "1"));
    assertThat(bindings(bound))
        .extracting(Binding::component)
        .containsExactly("redis-cache", "aks");
    assertThat(bindings(bound).getFirst().resourceId()).isEmpty();

    String again = BlueprintBinding.written("own.yaml", bound, Map.of("aks", ID + "2"));
    assertThat(bindings(again).getLast().resourceId()).hasValue(ID + "2");
    assertThat(bindings(again)).hasSize(2);
  }

  @Test
  void aTextThatCannotBeReadIsNotWritten() {
    assertThatExceptionOfType(DeployException.class)
        .isThrownBy(() -> BlueprintBinding.written("own.yaml", "nonsense: [", Map.of("a", ID)));
  }
}
