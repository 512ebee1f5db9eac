package io.pilothouse.blueprints.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.blueprints.importing.BlueprintImporter;
import io.pilothouse.blueprints.importing.ImportRequest;
import io.pilothouse.blueprints.importing.ImportResult;
import io.pilothouse.blueprints.text.Note;
import io.pilothouse.blueprints.text.SourceText;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Component;
import io.pilothouse.sharedmodel.blueprint.ManagedService;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is drawn is read back as what it was drawn of. */
class DiagramTextTest {
  static Stream<Arguments> blueprints() {
    Stream<Blueprint> shipped =
        ShippedSystems.keys().stream().map(k -> ShippedSystems.load(k).orElseThrow());
    Stream<Blueprint> made =
        Stream.iterate(0, i -> i < 12, i -> i + 1).map(i -> random(new Random(i)));
    return Stream.concat(shipped, made).map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("blueprints")
  void mermaidIsReadBack(Blueprint blueprint) {
    String text = DiagramText.mermaid(blueprint);
    ImportResult again = read("drawn.mmd", text);
    same(blueprint, again, text);
    Blueprint back = again.blueprint().orElseThrow();
    each(blueprint, back, b -> b.messageBrokers().stream().map(m -> m.id() + m.tier()));
    // Drawn again, it is the same drawing.
    String second = DiagramText.mermaid(back);
    String third = DiagramText.mermaid(read("again.mmd", second).blueprint().orElseThrow());
    assertThat(third.lines().sorted().toList())
        .containsExactlyElementsOf(second.lines().sorted().toList());
    assertThat(third.lines().toList()).isEqualTo(second.lines().toList());
  }

  @ParameterizedTest
  @MethodSource("blueprints")
  void plantUmlIsReadBack(Blueprint blueprint) {
    String text = DiagramText.plantUml(blueprint);
    same(blueprint, read("drawn.puml", text), text);
  }

  private static void same(Blueprint blueprint, ImportResult result, String text) {
    assertThat(result.notes(Note.Kind.NOT_UNDERSTOOD)).as(text).isEmpty();
    assertThat(result.notes(Note.Kind.ERROR)).as(text).isEmpty();
    Blueprint back = result.blueprint().orElseThrow();
    each(
        blueprint,
        back,
        b ->
            b.services().stream()
                .map(s ->
                    s.id()
                        + s.name()
                        + s.replicas()
                        + s.autoscaling().flatMap(a -> a.minReplicas())
                        + s.autoscaling().flatMap(a -> a.maxReplicas())));
    each(
        blueprint,
        back,
        b ->
            b.databaseServers().stream()
                .map(d ->
                    d.id()
                        + d.name()
                        + d.sku()
                        + d.zone()
                        + d.storageGigabytes()
                        + d.subnet()
                        + d.backup().map(k -> k.retentionDays())));
    each(
        blueprint,
        back,
        b ->
            b.databaseServers().stream()
                .flatMap(d -> d.replicas().stream())
                .map(r -> r.id() + r.name() + r.sku() + r.location()));
    each(
        blueprint,
        back,
        b -> b.caches().stream().map(c -> c.id() + c.name() + c.tier() + c.capacity()));
    each(
        blueprint,
        back,
        b ->
            b.messageBrokers().stream()
                .flatMap(m ->
                    Stream.concat(
                        Stream.of(m.id()),
                        m.queues().stream().map(q -> q.id() + q.name() + q.maximumGigabytes()))));
    each(blueprint, back, b -> b.managedServices().stream().map(m -> m.id() + m.name() + m.type()));
    each(
        blueprint,
        back,
        b ->
            b.externalSystems().stream()
                .flatMap(e ->
                    e.circuitBreakers().stream()
                        .map(c -> e.id() + c.caller() + c.timeout() + c.failureRateThreshold())));
    each(
        blueprint,
        back,
        b ->
            b.network().stream()
                .flatMap(n -> n.subnets().stream())
                .map(s -> s.id() + s.addressPrefix()));
    each(
        blueprint,
        back,
        b ->
            b.network().stream()
                .flatMap(n -> n.privateEndpoints().stream())
                .map(e -> e.id() + e.target() + e.address()));
    each(blueprint, back, b -> b.cluster().nodePools().stream().map(Component::id));
    each(blueprint, back, DiagramTextTest::components);
    each(blueprint, back, DiagramTextTest::edges);
  }

  private static Stream<String> components(Blueprint blueprint) {
    return blueprint.components().stream()
        .map(c ->
            c.getClass().getSimpleName()
                + (c instanceof ManagedService m ? " " + m.type() : "")
                + " "
                + c.id()
                + " "
                + c.name());
  }

  private static Stream<String> edges(Blueprint blueprint) {
    return blueprint.relations().stream()
        .map(r -> r.from() + " " + r.to() + " " + r.type() + " " + r.label().orElse(""));
  }

  private static void each(
      Blueprint before, Blueprint after, Function<Blueprint, Stream<String>> said) {
    assertThat(said.apply(after).toList())
        .containsExactlyInAnyOrderElementsOf(said.apply(before).toList());
  }

  @Test
  void signsThatALanguageMeansSomethingByAreReadBack() {
    Blueprint made =
        read(
                "made.mmd",
                """
                flowchart LR
                  subgraph AKS
                    a["Orders #quot;new#quot; #lt;A#124;B#gt; #35;1 /api/*<br/>2 replicas"]:::is-service
                  end
                  p["결제 API"]:::is-external-system
                  a -->|"1. 결제 #124; /pay/* #lt;sync#gt;"| p
                """)
            .blueprint()
            .orElseThrow();
    assertThat(made.services().getFirst().name()).isEqualTo("Orders \"new\" <A|B> #1 /api/*");
    assertThat(made.relations().getFirst().label()).contains("1. 결제 | /pay/* <sync>");
    each(
        made,
        read("a.mmd", DiagramText.mermaid(made)).blueprint().orElseThrow(),
        b -> Stream.concat(components(b), edges(b)));
    each(
        made,
        read("a.puml", DiagramText.plantUml(made)).blueprint().orElseThrow(),
        b -> Stream.concat(components(b), edges(b)));
  }

  private static ImportResult read(String file, String text) {
    return BlueprintImporter.importAll(
        List.of(new SourceText("d", file, text)), ImportRequest.of("x-prod"));
  }

  /** A blueprint by way of a random drawing of every sort of component. */
  private static Blueprint random(Random random) {
    var text =
        new StringBuilder(
            "graph TB\nsubgraph \"VNet (10.1.0.0/16)\"\nsubgraph \"App Subnet (10.1.1.0/24)\"\nsubgraph \"AKS\"\n");
    int services = 1 + random.nextInt(6);
    for (int i = 0; i < services; i++) {
      text.append(
          "Svc%d[업무 %d Service<br/>%d replicas, HPA 1-%d]\n"
              .formatted(i, i, 1 + random.nextInt(4), 4 + random.nextInt(9)));
    }
    text.append("end\nend\nsubgraph \"Data Subnet (10.1.2.0/24)\"\n");
    int servers = random.nextInt(4);
    for (int i = 0; i < servers; i++) {
      text.append(
          "Db%d[Data %d PostgreSQL<br/>Zone %d<br/>GP_Standard_D%ds_v3<br/>%d GB]\n"
              .formatted(
                  i, i, 1 + random.nextInt(3), 2 << random.nextInt(3), 64 << random.nextInt(4)));
      text.append(
          "Db%dReplica[Db %d Replica<br/>Zone 3]\nDb%d -.->|Replication| Db%dReplica\n"
              .formatted(i, i, i, i));
    }
    text.append(
        "Redis[Redis Premium<br/>P%d - 6GB]\nend\nend\nBus[Azure Service Bus<br/>Premium Tier]\nsubgraph \"Queues\"\n"
            .formatted(1 + random.nextInt(4)));
    for (int i = 0; i < random.nextInt(4); i++) {
      text.append(
          "Queue%d[work-%d<br/>%dGB]\nBus --> Queue%d\n"
              .formatted(i, i, 1 + random.nextInt(80), i));
    }
    text.append(
        "end\nsubgraph \"External\"\nPay[카드사 API]\nend\nVault[Azure Key Vault]\nWatch[Azure Monitor]\n");
    text.append(
        "Svc0 -->|Circuit Breaker<br/>%d초 타임아웃<br/>%d%%| Pay\nSvc0 -->|%dh TTL| Redis\n"
            .formatted(1 + random.nextInt(30), 1 + random.nextInt(50), 1 + random.nextInt(48)));
    for (int i = 0; i < services && servers > 0; i++) {
      text.append("Svc%d --> Db%d\nSvc%d -->|\"이벤트 (%d)\"| Bus\n".formatted(i, i % servers, i, i));
    }
    return read("made.mmd", text.toString()).blueprint().orElseThrow();
  }
}
