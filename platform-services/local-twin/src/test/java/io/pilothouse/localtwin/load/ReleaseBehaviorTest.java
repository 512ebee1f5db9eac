package io.pilothouse.localtwin.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseBehaviorTest {

  @ParameterizedTest
  @CsvSource({
    "shop.azurecr.io/user:2.4.0, Sound",
    "shop.azurecr.io/user:2.4.0-slow, Slow",
    "shop.azurecr.io/user:2.4.0-errors, Failing",
    "shop.azurecr.io/user:2.4.0-crash, Crashing",
    "shop.azurecr.io/user:2.4.0-unready, NeverReady",
    "shop.azurecr.io/user:latest, Missing",
    "shop.azurecr.io/user:2.4.0-beta, Missing",
    "shop.azurecr.io/user, Missing"
  })
  void isReadFromTheTag(String image, String behavior) {
    assertThat(ReleaseBehavior.ofImage(image).getClass().getSimpleName()).isEqualTo(behavior);
  }
}
