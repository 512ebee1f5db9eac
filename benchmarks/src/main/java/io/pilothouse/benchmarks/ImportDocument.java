package io.pilothouse.benchmarks;

import io.pilothouse.blueprints.importing.BlueprintImporter;
import io.pilothouse.blueprints.importing.ImportRequest;
import io.pilothouse.blueprints.importing.ImportResult;
import io.pilothouse.blueprints.text.SourceText;
import java.util.Arrays;
import java.util.List;

/**
 * How long the import of a large drawing takes: 2,000 boxes with their arrows. Prints a row of the
 * results' table.
 */
public final class ImportDocument {
  private static final int BOXES = 2_000;
  private static final int WARM_UP = 15;
  private static final int RUNS = 31;

  private ImportDocument() {}

  public static void main(String[] arguments) {
    List<SourceText> document = List.of(new SourceText("large", "large.mmd", drawing()));
    long[] millis = new long[RUNS];
    for (int i = -WARM_UP; i < RUNS; i++) {
      long begin = System.nanoTime();
      ImportResult result = BlueprintImporter.importAll(document, ImportRequest.of("large-prod"));
      int services = result.blueprint().map(b -> b.services().size()).orElse(0);
      if (services != BOXES) {
        throw new IllegalStateException(services + " services of " + BOXES);
      }
      if (i >= 0) {
        millis[i] = (System.nanoTime() - begin) / 1_000_000;
      }
    }
    Arrays.sort(millis);
    System.out.printf(
        "| import of a Mermaid document of 2,000 nodes, warm | %d ms | slowest of %d: %d ms | |"
            + " < 500 ms |%n",
        millis[RUNS / 2], RUNS, millis[RUNS - 1]);
  }

  private static String drawing() {
    var text = new StringBuilder("graph TB\n");
    for (int i = 0; i < BOXES; i++) {
      if (i % 50 == 0) {
        text.append(i == 0 ? "" : "end\n")
            .append("subgraph \"Services ")
            .append(i / 50)
            .append("\"\n");
      }
      text.append(
          "  S%d[주문 Service %d<br/>Layered Arch<br/>%d replicas, HPA 1-%d]\n"
              .formatted(i, i, 1 + i % 5, 5 + i % 9));
      if (i > 0) {
        text.append("  S%d -->|REST<br/>10초 타임아웃| S%d\n".formatted(i / 2, i));
      }
    }
    return text.append("end\n").toString();
  }
}
