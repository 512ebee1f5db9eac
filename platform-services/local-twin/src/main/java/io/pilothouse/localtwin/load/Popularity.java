package io.pilothouse.localtwin.load;

import java.util.Arrays;

/**
 * Which of the values of a working set is asked for: the first most often, the n-th in proportion
 * to 1/n, as what people read is spread (Zipf's law).
 */
final class Popularity {

  private final double[] cumulative;

  Popularity(int size) {
    cumulative = new double[size];
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += 1.0 / (i + 1);
      cumulative[i] = sum;
    }
  }

  /**
   * The rank that a draw falls on, from 0.
   *
   * @param draw a number from 0 (inclusive) to 1 (exclusive)
   */
  int rank(double draw) {
    int found = Arrays.binarySearch(cumulative, draw * cumulative[cumulative.length - 1]);
    return found >= 0 ? Math.min(found + 1, cumulative.length - 1) : -found - 1;
  }
}
