package io.pilothouse.localtwin.azure;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Processors and memory of a Flexible Server's SKU, by "Compute options in Azure Database for
 * PostgreSQL": general purpose D sizes have 4 GiB for each virtual core, memory optimized E sizes
 * 8.
 */
record ServerSize(int processors, double memoryBytes) {
  private static final Pattern SKU = Pattern.compile("(?i)Standard_([DE])(\\d+)[a-z]*_v\\d+");
  private static final double GIB = 1L << 30;

  /** Empty for a SKU of another family. */
  static Optional<ServerSize> of(String sku) {
    Matcher matcher = SKU.matcher(sku);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int processors = Integer.parseInt(matcher.group(2));
    int gibEach = matcher.group(1).equalsIgnoreCase("D") ? 4 : 8;
    return Optional.of(new ServerSize(processors, processors * gibEach * GIB));
  }
}
