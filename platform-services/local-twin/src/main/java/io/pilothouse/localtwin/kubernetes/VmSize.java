package io.pilothouse.localtwin.kubernetes;

import java.util.Locale;

/**
 * What a virtual machine of a node pool offers to pods.
 *
 * @param name the Azure size, for example {@code Standard_D4s_v3}
 * @param capacityMillicores processor of the machine, in thousandths of a core
 * @param capacityBytes memory of the machine
 * @param allocatableMillicores processor left for pods after the kubelet's reservation
 * @param allocatableBytes memory left for pods after reservation and eviction threshold
 * @param maxPods pods that the node accepts
 */
public record VmSize(
    String name,
    long capacityMillicores,
    long capacityBytes,
    long allocatableMillicores,
    long allocatableBytes,
    int maxPods) {

  private static final long MEBIBYTE = 1L << 20;

  /**
   * A size as AKS offers it from 1.29 on: the reservations are those of the page "Resource
   * reservations in AKS" (processor by the number of cores; memory the lesser of 20 MB a pod + 50
   * MB and a quarter of the machine, plus the 100 MiB hard eviction threshold).
   */
  public static VmSize aks(String name, int cores, int memoryGibibytes, int maxPods) {
    long memory = memoryGibibytes * 1024L * MEBIBYTE;
    long reservedMemory = Math.min((20L * maxPods + 50) * MEBIBYTE, memory / 4);
    return new VmSize(
        name,
        cores * 1000L,
        memory,
        cores * 1000L - reservedMillicores(cores),
        memory - reservedMemory - 100 * MEBIBYTE,
        maxPods);
  }

  /**
   * The size behind an Azure name, for the general-purpose families B, D and E, read from the name:
   * the digits are the cores, the family gives the memory a core.
   *
   * @throws IllegalArgumentException when the name has another shape
   */
  public static VmSize named(String azureName, int maxPods) {
    String shape = azureName.toUpperCase(Locale.ROOT).replaceFirst("^STANDARD_", "");
    int cores = leadingNumber(shape, azureName);
    int memoryPerCore =
        switch (shape.charAt(0)) {
          case 'D' -> 4;
          case 'E' -> 8;
          case 'B' -> shape.matches("B\\d+MS.*") || cores == 1 ? 4 : 2;
          case 'F' -> 2;
          default -> throw unknown(azureName);
        };
    if (shape.startsWith("B2S")) {
      return aks(azureName, 2, 4, maxPods);
    }
    return aks(azureName, cores, cores * memoryPerCore, maxPods);
  }

  private static int leadingNumber(String shape, String azureName) {
    int end = 1;
    while (end < shape.length() && Character.isDigit(shape.charAt(end))) {
      end++;
    }
    if (end == 1) {
      throw unknown(azureName);
    }
    return Integer.parseInt(shape.substring(1, end));
  }

  private static IllegalArgumentException unknown(String azureName) {
    return new IllegalArgumentException(
        "VM size '"
            + azureName
            + "' is none of the B, D, E or F families; give its cores and memory");
  }

  private static long reservedMillicores(int cores) {
    if (cores <= 1) {
      return 60;
    }
    if (cores <= 2) {
      return 100;
    }
    if (cores <= 4) {
      return 140;
    }
    if (cores <= 8) {
      return 180;
    }
    return cores <= 16 ? 260 : 420;
  }
}
