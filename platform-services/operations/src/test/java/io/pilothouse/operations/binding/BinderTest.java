package io.pilothouse.operations.binding;

import static io.pilothouse.operations.world.With.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.operations.world.EstateBuilder;
import io.pilothouse.operations.world.Live;
import io.pilothouse.operations.world.TripGen;
import io.pilothouse.sharedmodel.blueprint.Binding;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.conformance.Ambiguity;
import io.pilothouse.sharedmodel.conformance.Candidate;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BinderTest {
  private final Blueprint blueprint = TripGen.system().blueprint();

  @Test
  void bindsByTheDeclaredNames() {
    Bindings bindings = Bindings.of(blueprint, EstateBuilder.allIsWell().snapshot());

    assertThat(bindings.of("user-service")).contains(Live.deployment("user-service", 3, 3).id());
    assertThat(bindings.of("database")).contains(Live.server().id());
    assertThat(bindings.of("redis")).contains(Live.cache().id());
    assertThat(bindings.ambiguities()).isEmpty();
    assertThat(bindings.bound().get("user-service")).extracting(Candidate::score).isEqualTo(1.0);
  }

  @Test
  void prefersTheDeclaredNameToALabel() {
    Bindings bindings = decide(named("canary", "user-service"));

    assertThat(bindings.of("user-service")).contains(Live.deployment("user-service", 3, 3).id());
  }

  @Test
  void findsARenamedOneByItsLabel() {
    Bindings bindings =
        Bindings.of(
            blueprint,
            EstateBuilder.allIsWell()
                .without(Live.deployment("user-service", 3, 3))
                .but(named("usr", "user-service"))
                .snapshot());

    assertThat(bindings.of("user-service")).contains(named("usr", "user-service").id());
  }

  @Test
  void findsOneWithTheUsualSuffix() {
    Bindings bindings =
        Bindings.of(
            blueprint,
            EstateBuilder.allIsWell()
                .without(Live.deployment("user-service", 3, 3))
                .but(named("user-service-prod", "other"))
                .snapshot());

    assertThat(bindings.of("user-service")).contains(named("user-service-prod", "other").id());
  }

  @Test
  void asksWhereTwoAreAsLikely() {
    Bindings bindings =
        Bindings.of(
            blueprint,
            EstateBuilder.allIsWell()
                .without(Live.deployment("user-service", 3, 3))
                .but(named("a", "user-service"))
                .but(named("b", "user-service"))
                .snapshot());

    assertThat(bindings.of("user-service")).isEmpty();
    assertThat(bindings.ambiguities())
        .singleElement()
        .satisfies(a -> {
          assertThat(a.component()).isEqualTo("user-service");
          assertThat(a.candidates())
              .extracting(Candidate::name)
              .containsExactlyInAnyOrder("a", "b");
          assertThat(a.question().toString()).contains("user-service", "a, b");
        });
  }

  @Test
  void takesAPersonsWordBeforeEveryRuleAndBindsNothingElseWhereItNamesNothing() {
    var said = with(blueprint, "bindings", List.of(binding(Optional.of("canary"), Map.of())));
    var toNothing = with(blueprint, "bindings", List.of(binding(Optional.of("gone"), Map.of())));
    var byLabel =
        with(
            blueprint,
            "bindings",
            List.of(binding(Optional.empty(), Map.of("app", "user-service"))));
    var snapshot = EstateBuilder.allIsWell().but(named("canary", "user-service")).snapshot();

    assertThat(Bindings.of(said, snapshot).of("user-service"))
        .contains(named("canary", "user-service").id());
    assertThat(Bindings.of(toNothing, snapshot).of("user-service")).isEmpty();
    assertThat(Bindings.of(byLabel, snapshot).ambiguities())
        .extracting(Ambiguity::component)
        .containsExactly("user-service");
  }

  @Test
  void decidesAnewOnlyWhereSomethingThatTellsChanged() {
    var binder = new Binder(blueprint);
    var builder = EstateBuilder.allIsWell();
    Bindings first = binder.bind(builder.snapshot());

    assertThat(binder.bind(builder.but(Live.deployment("user-service", 5, 2)).snapshot()))
        .isSameAs(first);
    assertThat(binder.bind(builder.but(named("stray", "stray")).snapshot())).isSameAs(first);
  }

  @Test
  void tellsTheNamesOfWhatIsNotCalledAsDeclared() {
    var renamed =
        Bindings.of(
            blueprint,
            EstateBuilder.allIsWell()
                .without(Live.deployment("user-service", 3, 3))
                .but(named("usr", "user-service"))
                .snapshot());
    var asDeclared = Bindings.of(blueprint, EstateBuilder.allIsWell().snapshot());

    assertThat(BoundNames.of(blueprint, renamed))
        .containsExactlyEntriesOf(
            Map.of(TripGen.NAMESPACE + "/user-service", TripGen.NAMESPACE + "/usr"));
    assertThat(BoundNames.of(blueprint, asDeclared)).isEmpty();
  }

  private Bindings decide(Deployment more) {
    return Bindings.of(blueprint, EstateBuilder.allIsWell().but(more).snapshot());
  }

  private static Binding binding(Optional<String> name, Map<String, String> labels) {
    return new Binding(
        "user-service",
        Optional.empty(),
        Optional.of("Deployment"),
        Optional.empty(),
        name,
        labels,
        Map.of(),
        Optional.empty());
  }

  private static Deployment named(String name, String app) {
    var deployment = Live.deployment(name, 3, 3);
    return with(
        with(deployment, "labels", Map.of("app", app)),
        "id",
        ResourceId.kubernetes("deployment", TripGen.NAMESPACE, name));
  }
}
