package io.pilothouse.blueprints.patching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.blueprints.BlueprintLoader;
import io.pilothouse.blueprints.BlueprintResult;
import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.blueprints.dictionary.Dictionary;
import io.pilothouse.blueprints.importing.BlueprintImporter;
import io.pilothouse.blueprints.importing.BlueprintWriter;
import io.pilothouse.blueprints.importing.ImportRequest;
import io.pilothouse.blueprints.text.SourceText;
import io.pilothouse.blueprints.text.TextReader;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Component;
import io.pilothouse.sharedmodel.conformance.Difference;
import io.pilothouse.sharedmodel.conformance.Difference.Kind;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A difference that is accepted is gone, and nothing else of the document has changed. */
class DocumentPatcherTest {
  private static final Map<String, String> DOCUMENTS =
      Map.of(
          "orders.mmd", Dialects.MERMAID,
          "clinic.puml", Dialects.PLANTUML,
          "tables.md", Dialects.TABLES,
          "flat.md", Dialects.FLAT,
          "cells.md", Dialects.CELLS);

  /** Values that the live system may have instead; numbers by a range. */
  private static final String[][] FIELDS = {
    {"orders.mmd", "order-service", "replicas", "2-10"},
    {"orders.mmd", "order-service", "autoscaling.minReplicas", "1-3"},
    {"orders.mmd", "order-service", "autoscaling.maxReplicas", "4-40"},
    {"orders.mmd", "pay-service", "replicas", "1-9"},
    {"orders.mmd", "order-db", "sku", "Standard_D8s_v3 Standard_E4s_v3 Standard_D2ds_v5"},
    {"orders.mmd", "order-db", "zone", "2-3"},
    {"orders.mmd", "order-db", "backup.retentionDays", "7-35"},
    {"orders.mmd", "order-replica", "zone", "1-3"},
    {"orders.mmd", "cache1", "capacity", "P2 P3"},
    {"orders.mmd", "cacheStrategy.patterns.order-service", "timeToLive", "PT12H PT48H PT90M"},
    {"orders.mmd", "cacheStrategy.patterns.pay-service", "timeToLive", "PT20M PT2H PT45S"},
    {"orders.mmd", "paid-queue", "maximumGigabytes", "1-80"},
    {"orders.mmd", "paid-queue", "name", "order-settled paid"},
    {"clinic.puml", "booking", "replicas", "2-9"},
    {"clinic.puml", "record", "autoscaling.maxReplicas", "3-30"},
    {"clinic.puml", "clinic-db", "sku", "Standard_D2s_v3 Standard_E8s_v5"},
    {"clinic.puml", "clinic-db", "zone", "2-3"},
    {"clinic.puml", "cache", "capacity", "P2 P4"},
    {"tables.md", "booking-service", "replicas", "3-9"},
    {"tables.md", "booking-service", "autoscaling.minReplicas", "1-3"},
    {"tables.md", "booking-service", "autoscaling.maxReplicas", "4-40"},
    {"tables.md", "fare-service", "requests.memory", "128Mi 384Mi"},
    {"tables.md", "application-pool", "maxCount", "4-20"},
    {"tables.md", "application-pool", "vmSize", "Standard_D8s_v3"},
    {"tables.md", "application-pool", "zones", "1,2"},
    {"tables.md", "aks", "kubernetesVersion", "1.32 1.33"},
    {"tables.md", "postgresql", "sku", "Standard_D8s_v3"},
    {"tables.md", "postgresql", "storageGigabytes", "128-1024"},
    {"tables.md", "postgresql", "highAvailability", "SameZone Disabled"},
    {"tables.md", "postgresql", "standbyZone", "1-3"},
    {"tables.md", "postgresql", "backup.retentionDays", "7-35"},
    {"tables.md", "cacheStrategy.patterns.user_session", "timeToLive", "PT10M PT1H PT90S"},
    {"tables.md", "seat-hold", "maximumGigabytes", "1-80"},
    {"tables.md", "seat-hold", "duplicateDetection", "false"},
    {"tables.md", "mail", "autoDeleteOnIdle", "P7D PT12H"},
    {"tables.md", "objectives", "recoveryTime", "PT45M PT2H"},
    {"tables.md", "objectives", "availability", "0.9995 0.95"},
    {"flat.md", "booking-service", "replicas", "3-9"},
    {"flat.md", "booking-service", "autoscaling.maxReplicas", "4-40"},
    {"flat.md", "fare-service", "requests.memory", "128Mi 384Mi"},
    {"flat.md", "application-pool", "maxCount", "4-20"},
    {"flat.md", "postgresql", "sku", "Standard_D8s_v3"},
    {"flat.md", "postgresql", "highAvailability", "SameZone"},
    {"flat.md", "postgresql", "backup.retentionDays", "7-35"},
    {"flat.md", "cacheStrategy.patterns.fares", "timeToLive", "PT10M PT2H"},
    {"flat.md", "seat-hold", "maximumGigabytes", "1-80"},
    {"flat.md", "objectives", "recoveryPoint", "PT5M"},
    {"cells.md", "postgresql", "version", "15 17"},
    {"cells.md", "postgresql", "sku", "Standard_D8s_v3"},
    {"cells.md", "postgresql", "zone", "2-3"},
    {"cells.md", "postgresql", "replication.maximumLag", "PT8S PT1M"},
    {"cells.md", "replica-1", "location", "japaneast"},
    {"cells.md", "replica-2", "sku", "Standard_D4s_v3"},
  };

  static Stream<Arguments> fields() {
    return Stream.of(FIELDS).map(f -> Arguments.of((Object[]) f));
  }

  static Blueprint read(String file, byte[] bytes) {
    var text = (TextReader.Result.Text) TextReader.decode("d", file, bytes);
    return BlueprintImporter.importAll(
            List.of(new SourceText("d", file, text.text().text())), ImportRequest.of("x-prod"))
        .blueprint()
        .orElseThrow();
  }

  static Optional<String> value(Blueprint blueprint, String component, String field) {
    return FieldValue.owner(BlueprintWriter.tree(blueprint), component)
        .map(o -> FieldValue.at(o, field))
        .filter(v -> !v.isMissingNode())
        .map(FieldValue::written);
  }

  static Difference difference(
      Kind kind, String component, String field, Optional<String> declared, Optional<String> live) {
    return new Difference(
        component + "." + field,
        kind,
        component,
        field,
        declared,
        live,
        Sentence.verbatim("differs"),
        Optional.empty(),
        List.of(),
        Optional.of(ResourceId.kubernetes("Deployment", "prod", component)),
        Instant.EPOCH);
  }

  static DocumentPatch.Result patch(String file, byte[] bytes, Difference difference) {
    return new DocumentPatcher(read(file, bytes), Dictionary.shipped())
        .patch(file, bytes, difference);
  }

  static DocumentPatch found(DocumentPatch.Result result) {
    assertThat(result).isInstanceOf(DocumentPatch.Result.Found.class);
    return ((DocumentPatch.Result.Found) result).patch();
  }

  private static String pick(String choices, Random random) {
    if (choices.matches("\\d+-\\d+")) {
      String[] ends = choices.split("-");
      int low = Integer.parseInt(ends[0]);
      return String.valueOf(low + random.nextInt(Integer.parseInt(ends[1]) - low + 1));
    }
    String[] each = choices.split(" ");
    return each[random.nextInt(each.length)];
  }

  @ParameterizedTest
  @MethodSource("fields")
  void anAcceptedValueIsWhatTheDocumentSays(
      String file, String component, String field, String choices) {
    byte[] bytes = DOCUMENTS.getOrDefault(file, "").getBytes(StandardCharsets.UTF_8);
    Blueprint before = read(file, bytes);
    String declared = value(before, component, field).orElseThrow();
    for (int seed = 0; seed < 2; seed++) {
      String live = pick(choices, new Random(seed));
      if (FieldValue.same(live, declared)) {
        continue;
      }
      Difference difference =
          difference(Kind.DIFFERENT, component, field, Optional.of(declared), Optional.of(live));
      DocumentPatch patch = found(patch(file, bytes, difference));
      Blueprint after = read(file, patch.bytes());
      assertThat(value(after, component, field))
          .as(patch.unifiedDiff(160))
          .hasValueSatisfying(
              v -> assertThat(FieldValue.same(v, live)).as(v + " " + live).isTrue());
      assertThat(ids(after)).isEqualTo(ids(before));
      assertThat(changedLines(bytes, patch.bytes())).as(patch.unifiedDiff(160)).isEqualTo(1);
    }
  }

  private static List<String> ids(Blueprint blueprint) {
    return blueprint.components().stream().map(Component::id).toList();
  }

  private static int changedLines(byte[] before, byte[] after) {
    String[] a = new String(before, StandardCharsets.ISO_8859_1).split("\n", -1);
    String[] b = new String(after, StandardCharsets.ISO_8859_1).split("\n", -1);
    assertThat(b).hasSameSizeAs(a);
    int changed = 0;
    for (int i = 0; i < a.length; i++) {
      changed += a[i].equals(b[i]) ? 0 : 1;
    }
    return changed;
  }

  @ParameterizedTest
  @CsvSource({
    "orders.mmd, mail-service",
    "orders.mmd, mail-queue",
    "orders.mmd, cache1",
    "clinic.puml, mail",
    "clinic.puml, cache",
    "tables.md, fare-service",
    "tables.md, mail",
    "flat.md, fare-service",
    "flat.md, mail",
    "cells.md, replica-2"
  })
  void whatDoesNotRunLeavesTheDocument(String file, String component) {
    byte[] bytes = DOCUMENTS.getOrDefault(file, "").getBytes(StandardCharsets.UTF_8);
    DocumentPatch patch =
        found(
            patch(
                file,
                bytes,
                difference(Kind.ABSENT, component, "", Optional.of(component), Optional.empty())));
    Blueprint after = read(file, patch.bytes());
    List<String> left = new ArrayList<>(ids(read(file, bytes)));
    left.remove(component);
    assertThat(ids(after)).as(patch.unifiedDiff(160)).isEqualTo(left);
  }

  @ParameterizedTest
  @CsvSource({"orders.mmd", "clinic.puml", "tables.md", "flat.md"})
  void whatRunsUndeclaredIsDeclaredBesideItsSort(String file) {
    byte[] bytes = DOCUMENTS.getOrDefault(file, "").getBytes(StandardCharsets.UTF_8);
    DocumentPatch patch =
        found(
            patch(
                file,
                bytes,
                difference(
                    Kind.UNDECLARED, "nightly-report", "", Optional.empty(), Optional.empty())));
    Blueprint after = read(file, patch.bytes());
    assertThat(after.services())
        .as(patch.unifiedDiff(160))
        .anySatisfy(s -> {
          assertThat(s.id()).isEqualTo("nightly-report");
          assertThat(s.deployment()).isEqualTo("nightly-report");
        });
    assertThat(ids(after)).containsAll(ids(read(file, bytes)));
  }

  @ParameterizedTest
  @CsvSource({
    "orders.mmd, pay-service, autoscaling.minReplicas, 2",
    "orders.mmd, mail-queue, partitioned, true",
    "orders.mmd, cache1, clustering, true"
  })
  void refusesWhatNoSingleEditSays(String file, String component, String field, String live) {
    byte[] bytes = DOCUMENTS.getOrDefault(file, "").getBytes(StandardCharsets.UTF_8);
    DocumentPatch.Result result =
        patch(
            file,
            bytes,
            difference(Kind.UNDECLARED, component, field, Optional.empty(), Optional.of(live)));
    if (result instanceof DocumentPatch.Result.Found found) {
      assertThat(value(read(file, found.patch().bytes()), component, field)).contains(live);
    } else {
      assertThat(((DocumentPatch.Result.Refused) result).why().key()).isEqualTo("patch.no-place");
    }
  }

  @Test
  void refusesWhenTheDocumentNoLongerSaysTheDeclaredValue() {
    DocumentPatch.Result result =
        patch(
            "orders.mmd",
            Dialects.MERMAID.getBytes(StandardCharsets.UTF_8),
            difference(
                Kind.DIFFERENT, "order-service", "replicas", Optional.of("4"), Optional.of("6")));
    assertThat(result)
        .isEqualTo(
            new DocumentPatch.Result.Refused(
                Sentence.of("patch.otherwise", "order-service.replicas", "3", "4")));
  }

  @Test
  void keepsEncodingMarkAndLineEnds() {
    Difference difference =
        difference(Kind.DIFFERENT, "pay-service", "replicas", Optional.of("2"), Optional.of("5"));
    String windows = Dialects.MERMAID.replace("\n", "\r\n").replace("  \r\n", " \t \r\n");
    Charset korean = Charset.forName("x-windows-949");
    byte[] marked = ("\uFEFF" + windows).getBytes(StandardCharsets.UTF_8);
    byte[] words = ("\uFEFF" + windows).getBytes(StandardCharsets.UTF_16LE);
    assertThat(found(patch("a.mmd", windows.getBytes(korean), difference)).bytes())
        .isEqualTo(accepted(windows).getBytes(korean));
    assertThat(found(patch("a.mmd", marked, difference)).bytes())
        .isEqualTo(accepted("\uFEFF" + windows).getBytes(StandardCharsets.UTF_8));
    assertThat(found(patch("a.mmd", words, difference)).bytes())
        .isEqualTo(accepted("\uFEFF" + windows).getBytes(StandardCharsets.UTF_16LE));
    String endless = Dialects.MERMAID.stripTrailing();
    assertThat(found(patch("a.mmd", endless.getBytes(StandardCharsets.UTF_8), difference)).bytes())
        .isEqualTo(accepted(endless).getBytes(StandardCharsets.UTF_8));
  }

  private static String accepted(String text) {
    return text.replace("Clean Arch<br/>2 replicas", "Clean Arch<br/>5 replicas");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "DIFFERENT; user-service; replicas; 3; 5",
        "DIFFERENT; user-service; autoscaling.maxReplicas; 10; 14",
        "DIFFERENT; user-service; autoscaling.metrics; cpu 70; cpu 85",
        "DIFFERENT; postgresql-server; backup.retentionDays; 35; 14",
        "DIFFERENT; application-pool; zones; 1, 2, 3; 1, 2",
        "DIFFERENT; objectives; recoveryTime; PT30M; PT1H",
        "ABSENT; user-service; minAvailable; 2; ",
        "ABSENT; user-service; autoscaling; 3–10; ",
        "UNDECLARED; postgresql-server; maxConnections; ; 200"
      })
  void aBlueprintIsPatchedLikewise(
      Kind kind, String component, String field, @Nullable String declared, @Nullable String live) {
    String yaml = ShippedSystems.text("tripgen-prod").orElseThrow();
    Blueprint before = ShippedSystems.load("tripgen-prod").orElseThrow();
    DocumentPatch patch =
        found(
            new DocumentPatcher(before, Dictionary.shipped())
                .patch(
                    "blueprint.yaml",
                    yaml.getBytes(StandardCharsets.UTF_8),
                    difference(
                        kind,
                        component,
                        field,
                        Optional.ofNullable(declared),
                        Optional.ofNullable(live))));
    var after =
        (BlueprintResult.Loaded)
            new BlueprintLoader().load("a", new String(patch.bytes(), StandardCharsets.UTF_8));
    String path = field.equals("autoscaling.metrics") ? "autoscaling.metrics.cpu.target" : field;
    String wanted = live == null ? "" : live.replace("cpu ", "");
    assertThat(value(after.blueprint(), component, path).orElse(""))
        .as(patch.unifiedDiff())
        .satisfies(
            v -> assertThat(v.isEmpty() ? wanted.isEmpty() : FieldValue.same(v, wanted)).isTrue());
  }

  @ParameterizedTest
  @CsvSource({
    "orders.mmd, order-service, autoscaling, 2–10",
    "clinic.puml, record, autoscaling, 2–8",
    "tables.md, seat-hold, duplicateDetection, true"
  })
  void whatIsNotThereIsNoLongerSaid(String file, String component, String field, String declared) {
    byte[] bytes = DOCUMENTS.getOrDefault(file, "").getBytes(StandardCharsets.UTF_8);
    DocumentPatch patch =
        found(
            patch(
                file,
                bytes,
                difference(
                    Kind.ABSENT, component, field, Optional.of(declared), Optional.empty())));
    assertThat(value(read(file, patch.bytes()), component, field))
        .as(patch.unifiedDiff(160))
        .isEmpty();
    assertThat(changedLines(bytes, patch.bytes())).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "orders.mmd, pay-service, autoscaling, 2–12",
    "clinic.puml, booking, autoscaling, 3–6",
    "orders.mmd, bus, queues, refunds"
  })
  void whatIsThereIsSaid(String file, String component, String field, String live) {
    byte[] bytes = DOCUMENTS.getOrDefault(file, "").getBytes(StandardCharsets.UTF_8);
    DocumentPatch patch =
        found(
            patch(
                file,
                bytes,
                difference(
                    Kind.UNDECLARED, component, field, Optional.empty(), Optional.of(live))));
    assertThat(value(read(file, patch.bytes()), component, field))
        .as(patch.unifiedDiff(160))
        .hasValueSatisfying(v -> assertThat(v).contains(live));
  }

  @Test
  void writesTheWholeFileOrNothingAndKeepsItsPermissions(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("orders.mmd"), Dialects.MERMAID);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Path link = Files.createSymbolicLink(folder.resolve("link.mmd"), file);
    DocumentPatch patch =
        found(
            patch(
                "orders.mmd",
                Files.readAllBytes(file),
                difference(
                    Kind.DIFFERENT,
                    "pay-service",
                    "replicas",
                    Optional.of("2"),
                    Optional.of("5"))));
    assertThat(patch.unifiedDiff())
        .startsWith("--- a/orders.mmd\n+++ b/orders.mmd\n@@ -4,7 +4,7 @@\n")
        .contains("-                PayService[Pay Service<br/>Clean Arch<br/>2 replicas]   \n")
        .contains("+                PayService[Pay Service<br/>Clean Arch<br/>5 replicas]   \n");
    patch.write(link);
    assertThat(Files.readString(file)).isEqualTo(accepted(Dialects.MERMAID));
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    assertThatThrownBy(() -> patch.write(file)).hasMessageContaining("has changed");
    try (var left = Files.list(folder)) {
      assertThat(left).hasSize(2);
    }
  }
}
