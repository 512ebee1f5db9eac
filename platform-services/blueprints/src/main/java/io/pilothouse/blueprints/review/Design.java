package io.pilothouse.blueprints.review;

import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Cache;
import io.pilothouse.sharedmodel.blueprint.Component;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.blueprint.Document;
import io.pilothouse.sharedmodel.blueprint.Entrance;
import io.pilothouse.sharedmodel.blueprint.ManagedService;
import io.pilothouse.sharedmodel.blueprint.Network;
import io.pilothouse.sharedmodel.blueprint.Source;
import io.pilothouse.sharedmodel.blueprint.Subnet;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A blueprint as rules read it, on a day. Immutable. */
public final class Design {
  private final Blueprint blueprint;
  private final LocalDate date;
  private final Set<String> assumed;
  private final Map<String, Component> components;
  private final List<Saying> sayings;

  Design(Blueprint blueprint, LocalDate date) {
    this.blueprint = blueprint;
    this.date = date;
    this.assumed = blueprint.assumed();
    this.components =
        blueprint.components().stream()
            .collect(Collectors.toMap(Component::id, Function.identity(), (a, b) -> a));
    this.sayings =
        blueprint.statements().entrySet().stream()
            .filter(topic -> !topic.getKey().equals("assumed"))
            .flatMap(topic ->
                topic.getValue().stream()
                    .map(s -> new Saying(topic.getKey(), s.key(), text(s.value()), s.source())))
            .toList();
  }

  public Blueprint blueprint() {
    return blueprint;
  }

  /** The day on which the design is read. */
  public LocalDate date() {
    return date;
  }

  /** Whether the document states a value, rather than the format needing one. */
  public boolean states(String owner, String field) {
    return !assumed.contains(owner + "." + field);
  }

  /** Where the document states one fact: the fact's own place, else its component's. */
  public Optional<Source> source(Component owner, String field) {
    return Optional.ofNullable(blueprint.sources().get(owner.id() + "." + field)).or(owner::source);
  }

  /** The same for a section such as {@code objectives}. */
  public Optional<Source> source(String section, String field) {
    return blueprint.sourceOf(section, field);
  }

  /** A source with the name of its file. */
  public Finding.Place place(Source source) {
    String file =
        blueprint.documents().stream()
            .filter(d -> d.id().equals(source.document()))
            .map(Document::file)
            .findFirst()
            .orElse(source.document());
    return new Finding.Place(file, source.line(), source.column(), source.section());
  }

  public Optional<Component> component(String id) {
    return Optional.ofNullable(components.get(id));
  }

  /** Flexible Servers: database servers that are no pods. */
  public Stream<DatabaseServer> flexibleServers() {
    return blueprint.databaseServers().stream()
        .filter(s -> s.deployment().isEmpty() && !s.tier().equals("Pod"));
  }

  /** Caches of Azure Cache for Redis: those that are no pods, and not Azure Managed Redis. */
  public Stream<Cache> azureCaches() {
    return blueprint.caches().stream()
        .filter(c ->
            c.deployment().isEmpty()
                && c.tier().matches("(?i)(basic|standard|premium|enterprise).*"));
  }

  public Stream<ManagedService> managed(String type) {
    return blueprint.managedServices().stream().filter(m -> m.type().equals(type));
  }

  public Optional<Entrance.FrontDoor> frontDoor() {
    return blueprint.entrance().flatMap(Entrance::frontDoor);
  }

  public Optional<Entrance.ApplicationGateway> gateway() {
    return blueprint.entrance().flatMap(Entrance::applicationGateway);
  }

  public List<Subnet> subnets() {
    return blueprint.network().map(Network::subnets).orElse(List.of());
  }

  public Optional<Subnet> subnet(Optional<String> id) {
    return id.flatMap(i -> subnets().stream().filter(s -> s.id().equals(i)).findFirst());
  }

  public List<Network.PrivateEndpoint> privateEndpoints() {
    return blueprint.network().map(Network::privateEndpoints).orElse(List.of());
  }

  public List<Network.SecurityRule> securityRules() {
    return blueprint.network().map(Network::securityRules).orElse(List.of());
  }

  public List<Network.NetworkPolicy> networkPolicies() {
    return blueprint.network().map(Network::networkPolicies).orElse(List.of());
  }

  /** Everything that the documents say in their own words. */
  public List<Saying> sayings() {
    return sayings;
  }

  /** What the documents say in their own words that a pattern is found in. */
  public Stream<Saying> saying(Pattern pattern) {
    return sayings.stream().filter(s -> pattern.matcher(s.words()).find());
  }

  /** Whether a resource is reached from the cluster by the gateway's own ingress controller. */
  public boolean gatewayIngress() {
    return blueprint
        .cluster()
        .ingress()
        .map(i -> i.toLowerCase(Locale.ROOT))
        .filter(i -> i.contains("application gateway ingress") || i.contains("agic"))
        .isPresent();
  }

  /** A number of a thing's own, without grouping, so that every language shows it the same. */
  public static String plain(double number) {
    return number == Math.rint(number)
        ? Long.toString(Math.round(number))
        : String.format(Locale.ROOT, "%.2f", number).replaceFirst("0$", "");
  }

  /** A ratio as percent, with as many digits as tell it from one. */
  public static String percent(double ratio) {
    return String.format(Locale.ROOT, "%.3f", ratio * 100).replaceFirst("\\.?0+$", "") + " %";
  }

  private static String text(Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(e -> e.getKey() + ": " + text(String.valueOf(e.getValue())))
              .collect(Collectors.joining(", "));
      case List<?> list -> list.stream().map(String::valueOf).collect(Collectors.joining(", "));
      default -> String.valueOf(value);
    };
  }

  /**
   * One thing that a document says in its own words.
   *
   * @param topic under which it is kept
   * @param key what it is about
   * @param value what it says
   */
  public record Saying(String topic, String key, String value, Optional<Source> source) {
    /** Key and value. */
    public String words() {
      return key + ": " + value;
    }
  }
}
