package io.pilothouse.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every link of every page leads to a file that there is, and to a heading that it has. */
class LinksTest {
  @Test
  void everyLinkLeadsSomewhere() {
    var broken = new ArrayList<String>();
    List<Page> pages = Page.all();
    assertThat(pages).hasSizeGreaterThan(40);
    for (Page page : pages) {
      for (Page.Link link : page.links()) {
        complaint(page, link.target())
            .ifPresent(c -> broken.add(page.name() + ":" + link.line() + " " + c));
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void aWrongFileAndAWrongHeadingAreSeen() {
    Page page = Page.read(Page.ROOT.resolve("README.md"));
    assertThat(complaint(page, "docs/no-such-page.md")).isPresent();
    assertThat(complaint(page, "docs/operating-guide.md#no-such-heading")).isPresent();
    assertThat(complaint(page, "#start")).isEmpty();
  }

  private static Optional<String> complaint(Page page, String target) {
    if (target.matches("[a-z]+:.*")) {
      return Optional.empty();
    }
    int sign = target.indexOf('#');
    String path = sign < 0 ? target : target.substring(0, sign);
    Path file =
        path.isEmpty()
            ? page.file()
            : page.file()
                .resolveSibling(URLDecoder.decode(path, StandardCharsets.UTF_8))
                .normalize();
    if (!Files.exists(file)) {
      return Optional.of("there is no " + target);
    }
    if (sign < 0 || !file.toString().endsWith(".md")) {
      return Optional.empty();
    }
    String heading = URLDecoder.decode(target.substring(sign + 1), StandardCharsets.UTF_8);
    var anchors = Page.read(file).anchors();
    return anchors.contains(heading)
        ? Optional.empty()
        : Optional.of("there is no heading #" + heading + " among " + anchors);
  }
}
