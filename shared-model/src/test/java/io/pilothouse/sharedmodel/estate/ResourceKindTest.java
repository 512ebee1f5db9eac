package io.pilothouse.sharedmodel.estate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ResourceKindTest {
  @Test
  void namesEveryTypeOfResource() {
    assertThat(Arrays.stream(ResourceKind.values()).<Class<?>>map(ResourceKind::type))
        .containsExactlyInAnyOrder(Resource.class.getPermittedSubclasses());
  }
}
