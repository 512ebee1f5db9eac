package io.pilothouse.desktopapp.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReleaseVersionTest {
  @Test
  void versionsAreOrderedAsSemanticVersioningDoes() {
    assertThat(
            List.of(
                    "1.0.0-alpha",
                    "1.0.0-alpha.1",
                    "1.0.0-alpha.beta",
                    "1.0.0-beta.2",
                    "1.0.0-beta.11",
                    "1.0.0-rc.1",
                    "1.0.0",
                    "1.0.1",
                    "1.2",
                    "1.10.0",
                    "2.0.0")
                .stream()
                .map(v -> ReleaseVersion.parse(v).orElseThrow())
                .toList())
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void aTagIsReadWithItsLetterAndWithoutWhatFollowsAPlus() {
    assertThat(ReleaseVersion.parse("v1.2.3+build.7").map(ReleaseVersion::toString))
        .hasValue("1.2.3");
    assertThat(List.of("", "latest", "1", "1.2.3.4", "1.-2.3", "99999999999.0.0"))
        .allMatch(text -> ReleaseVersion.parse(text).isEmpty());
  }
}
