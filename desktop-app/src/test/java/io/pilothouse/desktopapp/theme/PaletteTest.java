package io.pilothouse.desktopapp.theme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaletteTest {
  private static final Path SHEET =
      Path.of("src/main/resources/io/pilothouse/desktopapp/theme/pilothouse.css");
  private static final Pattern TOKEN = Pattern.compile("-ph-([a-z]+): (#[0-9a-f]{6});");

  @ParameterizedTest
  @EnumSource
  void canvasesHaveTheColoursOfTheStyleSheet(Appearance appearance) throws IOException {
    Map<String, Color> sheet = tokens(appearance);
    Palette palette = Palette.of(appearance);
    assertThat(palette.surface()).isEqualTo(sheet.get("surface"));
    assertThat(palette.line()).isEqualTo(sheet.get("line"));
    assertThat(palette.text()).isEqualTo(sheet.get("text"));
    assertThat(palette.muted()).isEqualTo(sheet.get("muted"));
    assertThat(palette.faint()).isEqualTo(sheet.get("faint"));
    assertThat(palette.accent()).isEqualTo(sheet.get("accent"));
    assertThat(palette.critical()).isEqualTo(sheet.get("critical"));
    assertThat(palette.degraded()).isEqualTo(sheet.get("degraded"));
    assertThat(palette.caution()).isEqualTo(sheet.get("caution"));
    assertThat(palette.normal()).isEqualTo(sheet.get("normal"));
    assertThat(palette.starting()).isEqualTo(sheet.get("starting"));
    assertThat(palette.unknown()).isEqualTo(sheet.get("unknown"));
  }

  @Test
  void theSheetIsReadBothWays() throws IOException {
    assertThat(tokens(Appearance.DARK).get("text"))
        .isNotEqualTo(tokens(Appearance.LIGHT).get("text"));
  }

  private static Map<String, Color> tokens(Appearance appearance) throws IOException {
    String text = Files.readString(SHEET);
    int light = text.indexOf(".root:light {");
    String block =
        appearance == Appearance.DARK
            ? text.substring(0, light)
            : text.substring(light, text.indexOf('}', light));
    Map<String, Color> tokens = new HashMap<>();
    Matcher matcher = TOKEN.matcher(block);
    while (matcher.find()) {
      tokens.put(matcher.group(1), Color.web(matcher.group(2)));
    }
    return tokens;
  }
}
