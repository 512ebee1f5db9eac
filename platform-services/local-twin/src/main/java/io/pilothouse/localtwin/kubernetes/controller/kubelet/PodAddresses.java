package io.pilothouse.localtwin.kubernetes.controller.kubelet;

/**
 * Addresses of pods, given out in order from 10.244.0.0/16. Used by the controllers' one thread.
 */
final class PodAddresses {
  private static final int PER_SUBNET = 250;
  private static final int SUBNETS = 250;

  private int given;

  String next() {
    int number = given++;
    return "10.244." + number / PER_SUBNET % SUBNETS + "." + (number % PER_SUBNET + 2);
  }
}
