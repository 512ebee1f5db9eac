package io.pilothouse.deployer.chart;

import java.util.function.Supplier;

/** Calls into Helm, its failures in one form. */
final class HelmCalls {
  private HelmCalls() {}

  static <T> T call(Supplier<T> command) {
    try {
      return command.get();
    } catch (IllegalStateException refused) {
      throw new ChartException(String.valueOf(refused.getMessage()).strip(), refused);
    }
  }
}
