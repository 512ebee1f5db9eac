package io.pilothouse.benchmarks;

import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.blueprints.review.DesignReview;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** Median time of a warm review of each shipped blueprint; prints a row of the results' table. */
public final class ReviewTime {
  private static final int WARM_UP = 200;
  private static final int RUNS = 101;

  private ReviewTime() {}

  /** Measures. */
  public static void main(String[] arguments) {
    var review = new DesignReview();
    LocalDate day = LocalDate.of(2026, 11, 21);
    List<Blueprint> blueprints =
        ShippedSystems.keys().stream().map(k -> ShippedSystems.load(k).orElseThrow()).toList();
    long slowest = 0;
    int found = 0;
    for (Blueprint blueprint : blueprints) {
      for (int i = 0; i < WARM_UP; i++) {
        found += review.review(blueprint, day).size();
      }
      long[] nanos = new long[RUNS];
      for (int i = 0; i < RUNS; i++) {
        long began = System.nanoTime();
        found += review.review(blueprint, day).size();
        nanos[i] = System.nanoTime() - began;
      }
      Arrays.sort(nanos);
      slowest = Math.max(slowest, nanos[RUNS / 2]);
    }
    if (found == 0) {
      throw new IllegalStateException("nothing was reviewed");
    }
    System.out.printf(
        "| design review of a blueprint, warm, slowest of %d systems | %.2f ms | %d rules | | < 50 ms |%n",
        blueprints.size(), slowest / 1e6, review.rules().size());
  }
}
