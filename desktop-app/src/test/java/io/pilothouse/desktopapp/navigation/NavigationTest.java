package io.pilothouse.desktopapp.navigation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NavigationTest {
  private final Navigation navigation = new Navigation(ViewId.TOPOLOGY);

  @Test
  void oneStepBackTakesTheFilterThenTheSelectionThenThePlaceBefore() {
    navigation.select("redis-cache");
    navigation.open(ViewId.CACHE);
    navigation.filter().set("red");
    assertThat(navigation.back()).isTrue();
    assertThat(navigation.filter().get()).isEmpty();
    assertThat(navigation.back()).isTrue();
    assertThat(navigation.selection().get()).isEmpty();
    assertThat(navigation.back()).isTrue();
    assertThat(navigation.view().get()).isEqualTo(ViewId.TOPOLOGY);
    assertThat(navigation.selection().get()).contains("redis-cache");
    navigation.back();
    assertThat(navigation.back()).isFalse();
  }

  @Test
  void aFilterLooksForPartsInAnyCase() {
    navigation.filter().set(" REDIS ");
    assertThat(navigation.passes("Azure Cache for Redis")).isTrue();
    assertThat(navigation.passes("PostgreSQL", "redis-cache")).isTrue();
    assertThat(navigation.passes("PostgreSQL")).isFalse();
  }
}
