package io.pilothouse.deployer.template;

import io.pilothouse.blueprints.BlueprintLoader;
import io.pilothouse.blueprints.BlueprintResult;
import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Templates of the shipped systems for a subscription that nobody has. */
public final class TemplateFixture {
  public static final String SUBSCRIPTION = "00000000-0000-0000-0000-000000000001";
  public static final String TENANT = "00000000-0000-0000-0000-000000000002";

  private TemplateFixture() {}

  public static List<String> systems() {
    return ShippedSystems.keys();
  }

  public static Blueprint blueprint(String system) {
    return ShippedSystems.load(system).orElseThrow();
  }

  /** A shipped blueprint with its text changed. */
  public static Blueprint blueprint(String system, UnaryOperator<String> change) {
    String text = ShippedSystems.text(system).orElseThrow();
    String changed = change.apply(text);
    if (changed.equals(text)) {
      throw new IllegalArgumentException("the change changes nothing of " + system);
    }
    return switch (new BlueprintLoader().load(system + ".yaml", changed)) {
      case BlueprintResult.Loaded loaded -> loaded.blueprint();
      case BlueprintResult.Invalid invalid -> throw new IllegalStateException(invalid.report());
    };
  }

  public static DeploymentTarget target() {
    return DeploymentTarget.of(SUBSCRIPTION, TENANT);
  }

  /** With everything that an operator can give. */
  public static DeploymentTarget completeTarget() {
    return target()
        .with(
            choices(
                Map.of(),
                Optional.of("1.33"),
                Optional.of("00000000-0000-0000-0000-000000000003"),
                Map.of(
                    "teamsWebhook",
                    "",
                    "pagerdutyWebhook",
                    "",
                    "emailAddress",
                    "",
                    "smsNumber",
                    "")));
  }

  /** Decisions about these, and none about the rest. */
  public static DeploymentChoices choices(
      Map<String, String> regions,
      Optional<String> kubernetesVersion,
      Optional<String> administrators,
      Map<String, String> parameters) {
    return new DeploymentChoices(
        regions,
        Map.of(),
        Optional.empty(),
        kubernetesVersion,
        administrators,
        parameters,
        Set.of(),
        Optional.empty());
  }

  public static SystemTemplate template(String system) {
    return SystemTemplate.of(blueprint(system), target());
  }

  /** TripGen on Azure Managed Redis, with servers that are integrated into its network. */
  static Blueprint managedAndIntegrated() {
    return blueprint(
        "tripgen-prod",
        text ->
            text.replace("    tier: Premium\n    capacity: P2", "    tier: Balanced")
                .replace(
                    "    privateEndpoint: true\n    firewall",
                    "    privateEndpoint: false\n    firewall")
                .replaceFirst(
                    "(?s)    - id: private-endpoint-postgresql.*?(?=    - id: private-endpoint-redis)",
                    "")
                .replace("        location: koreasouth", "        location: koreacentral"));
  }

  /** Templates that together have every kind of resource with every field that is ever set. */
  static List<SystemTemplate> everyKind() {
    return Stream.concat(
            systems().stream()
                .flatMap(system ->
                    Stream.of(target(), completeTarget())
                        .map(target -> SystemTemplate.of(blueprint(system), target))),
            Stream.of(SystemTemplate.of(managedAndIntegrated(), completeTarget())))
        .toList();
  }
}
