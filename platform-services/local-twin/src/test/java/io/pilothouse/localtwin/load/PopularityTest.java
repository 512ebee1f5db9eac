package io.pilothouse.localtwin.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PopularityTest {

  @Test
  void asksForTheSecondHalfAsOftenAsForTheFirst() {
    var popularity = new Popularity(1000);
    var random = new Random(7);
    int[] asked = new int[1000];
    for (int i = 0; i < 200_000; i++) {
      asked[popularity.rank(random.nextDouble())]++;
    }
    assertThat((double) asked[1] / asked[0]).isCloseTo(0.5, within(0.05));
    assertThat((double) asked[9] / asked[0]).isCloseTo(0.1, within(0.02));
  }

  @Test
  void staysInsideTheWorkingSet() {
    var popularity = new Popularity(3);
    assertThat(popularity.rank(0)).isZero();
    assertThat(popularity.rank(Math.nextDown(1.0))).isEqualTo(2);
  }
}
