package io.pilothouse.sharedmodel.estate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ResourceKindTest {
  @Test
  void namesEveryTypeOfResource() {
    assertThat(Arrays.stream(ResourceKind.values()).<Class<?>>map(ResourceKind::type))
        .containsExactlyInAnyOrder(records(Resource.class).toArray(Class<?>[]::new));
  }

  private static Stream<Class<?>> records(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(ResourceKindTest::records)
        : Stream.of(type);
  }
}
