package io.pilothouse.desktopapp.tour;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.desktopapp.testsystem.Moments;
import io.pilothouse.desktopapp.testsystem.TravelSession;
import io.pilothouse.desktopapp.text.Language;
import io.pilothouse.desktopapp.theme.Appearance;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TourTest {
  @TempDir Path folder;

  @Test
  void everyViewBecomesAPictureThatShowsSomething() throws IOException {
    var clock = new Moments();
    TourResult result =
        Tour.render(
            new TravelSession(clock),
            folder.resolve("shots"),
            new TourOptions(
                Set.of(Language.KOREAN),
                Set.of(Appearance.DARK),
                1_200,
                800,
                Duration.ofSeconds(30),
                clock,
                "operator"));
    assertThat(result.missing()).isEmpty();
    assertThat(result.pictures())
        .extracting(p -> p.getFileName().toString())
        .containsExactly(
            "topology-ko-dark.png",
            "scaling-ko-dark.png",
            "data-ko-dark.png",
            "cache-ko-dark.png",
            "alerts-ko-dark.png",
            "actions-ko-dark.png",
            "design-ko-dark.png",
            "inspector-ko-dark.png",
            "plan-failover-ko-dark.png",
            "plan-rollback-ko-dark.png");
    for (Path picture : result.pictures()) {
      BufferedImage image = ImageIO.read(picture.toFile());
      assertThat(image.getWidth()).isEqualTo(1_200);
      assertThat(colours(image)).as(picture.getFileName().toString()).hasSizeGreaterThan(40);
    }
  }

  private static Set<Integer> colours(BufferedImage image) {
    Set<Integer> colours = new HashSet<>();
    for (int x = 0; x < image.getWidth(); x += 3) {
      for (int y = 0; y < image.getHeight(); y += 3) {
        colours.add(image.getRGB(x, y));
      }
    }
    return colours;
  }
}
