package io.pilothouse.benchmarks;

import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.deployer.chart.HelmChart;
import io.pilothouse.deployer.chart.ReleaseValues;
import io.pilothouse.deployer.cost.PriceBook;
import io.pilothouse.deployer.proposal.Proposal;
import io.pilothouse.deployer.template.DeploymentTarget;
import io.pilothouse.deployer.values.SystemValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Time to propose TripGen's deployment: review, template and costs, the first time in a process and
 * warm; and time to render its chart, beside a chart of one object through the same engine. Prints
 * rows of the results' table.
 */
public final class DeploymentPlanSpeed {
  private static final String SYSTEM = "tripgen-prod";
  private static final String SOME_ID = "00000000-0000-0000-0000-000000000000";
  private static final int WARM_UP = 60;
  private static final int RUNS = 41;

  private DeploymentPlanSpeed() {}

  /** What is measured. */
  private interface Work {
    /** Does it once. Returns how much came of it. */
    int once() throws IOException;
  }

  /** Measures. @param arguments the folder of the charts */
  public static void main(String[] arguments) throws IOException {
    Path charts = Path.of(arguments.length == 0 ? "helm" : arguments[0]);
    long began = System.nanoTime();
    var blueprint = ShippedSystems.load(SYSTEM).orElseThrow();
    long load = System.nanoTime() - began;
    long first = once(DeploymentPlanSpeed::propose);
    double floor = median(() -> ShippedSystems.load(SYSTEM).orElseThrow().services().size());
    double warm = median(DeploymentPlanSpeed::propose);
    System.out.printf(
        "| plan of TripGen (review, template, costs), first in a process | %.0f ms | reading its blueprint, first: %.0f ms | %.2f | ≤ 2,000 ms |%n",
        first / 1e6, load / 1e6, (double) first / load);
    System.out.printf(
        "| the same, warm | %.1f ms | reading its blueprint, warm: %.1f ms | %.2f | |%n",
        warm, floor, warm / floor);
    Path small = smallChart();
    try {
      var chart = new HelmChart(charts.resolve("system"));
      var values =
          new ReleaseValues(
              SYSTEM,
              blueprint.cluster().namespace(),
              List.of(charts.resolve("system/values/" + SYSTEM + ".yaml")),
              Map.of("image.tag", "1.0.0", "azure.tenantId", SOME_ID),
              Optional.empty());
      for (String whose : SystemValues.of(blueprint).identities()) {
        values = values.with("azure.clientIds." + whose, SOME_ID);
      }
      ReleaseValues complete = values;
      double system = median(() -> chart.render(complete).length());
      var one = new HelmChart(small);
      var nothing = new ReleaseValues("one", "one", List.of(), Map.of(), Optional.empty());
      double engine = median(() -> one.render(nothing).length());
      System.out.printf(
          "| `helm template` of TripGen, warm | %.1f ms | a chart of one object: %.1f ms | %.2f | ≤ 100 ms |%n",
          system, engine, system / engine);
    } finally {
      Files.delete(small.resolve("templates/one.yaml"));
      Files.delete(small.resolve("templates"));
      Files.delete(small.resolve("Chart.yaml"));
      Files.delete(small);
    }
  }

  private static int propose() {
    var blueprint = ShippedSystems.load(SYSTEM).orElseThrow();
    var proposal =
        Proposal.of(
            blueprint,
            DeploymentTarget.of(SOME_ID, SOME_ID),
            LocalDate.of(2026, 11, 21),
            PriceBook.shipped());
    return proposal.template().orElseThrow().template().toString().length();
  }

  private static Path smallChart() throws IOException {
    Path folder = Files.createTempDirectory("chart");
    Files.writeString(folder.resolve("Chart.yaml"), "apiVersion: v2\nname: one\nversion: 0.1.0\n");
    Files.createDirectory(folder.resolve("templates"));
    Files.writeString(
        folder.resolve("templates/one.yaml"),
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\n");
    return folder;
  }

  private static long once(Work work) throws IOException {
    long began = System.nanoTime();
    if (work.once() == 0) {
      throw new IllegalStateException("nothing came of it");
    }
    return System.nanoTime() - began;
  }

  /** Milliseconds. */
  private static double median(Work work) throws IOException {
    for (int i = 0; i < WARM_UP; i++) {
      once(work);
    }
    long[] nanos = new long[RUNS];
    for (int i = 0; i < RUNS; i++) {
      nanos[i] = once(work);
    }
    Arrays.sort(nanos);
    return nanos[RUNS / 2] / 1e6;
  }
}
