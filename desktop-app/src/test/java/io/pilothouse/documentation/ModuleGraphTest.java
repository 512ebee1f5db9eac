package io.pilothouse.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The picture of the modules in docs/architecture.md is what their poms say; with {@code
 * -Dgoldens=write} it is drawn anew.
 */
class ModuleGraphTest {
  private static final Path PAGE = Page.ROOT.resolve("docs/architecture.md");
  private static final String BEGIN = "<!-- modules: drawn from the poms by ModuleGraphTest -->\n";
  private static final String END = "<!-- /modules -->";

  @Test
  void thePictureIsWhatThePomsSay() throws Exception {
    String drawn = "```mermaid\n" + drawing() + "```\n";
    if ("write".equals(System.getProperty("goldens"))) {
      String page = Files.readString(PAGE);
      Files.writeString(PAGE, page.replace(BEGIN + shown(page), BEGIN + drawn));
    }
    assertThat(shown(Files.readString(PAGE)))
        .as("run this test with -Dgoldens=write and read the change")
        .isEqualTo(drawn);
  }

  private static String shown(String page) {
    assertThat(page).as("both marks").contains(BEGIN, END);
    return page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END));
  }

  /** Only what is not implied by another arrow, so that the picture can be read. */
  private static String drawing() throws Exception {
    Map<String, Set<String>> direct = new TreeMap<>();
    for (Path pom : poms()) {
      direct.put(folder(pom), dependencies(pom));
    }
    var lines = new StringBuilder("flowchart TD\n");
    direct.forEach((module, needed) -> {
      Set<String> shown = new TreeSet<>(needed);
      needed.forEach(other -> shown.removeAll(reached(other, direct)));
      if (shown.isEmpty()) {
        lines.append("  ").append(module).append('\n');
      }
      shown.forEach(
          other -> lines.append("  ").append(module).append(" --> ").append(other).append('\n'));
    });
    return lines.toString();
  }

  private static Set<String> reached(String from, Map<String, Set<String>> direct) {
    Set<String> all = new TreeSet<>();
    for (String next : direct.getOrDefault(from, Set.of())) {
      all.add(next);
      all.addAll(reached(next, direct));
    }
    return all;
  }

  private static List<Path> poms() throws Exception {
    var poms = new ArrayList<Path>();
    NodeList modules = parse(Page.ROOT.resolve("pom.xml")).getElementsByTagName("module");
    for (int i = 0; i < modules.getLength(); i++) {
      poms.add(Page.ROOT.resolve(modules.item(i).getTextContent().strip()).resolve("pom.xml"));
    }
    return poms;
  }

  private static String folder(Path pom) {
    return pom.getName(pom.getNameCount() - 2).toString();
  }

  /** What the module is built on, not what its tests use beside. */
  private static Set<String> dependencies(Path pom) throws Exception {
    Set<String> needed = new TreeSet<>();
    NodeList all = parse(pom).getElementsByTagName("dependency");
    for (int i = 0; i < all.getLength(); i++) {
      Element dependency = (Element) all.item(i);
      if (text(dependency, "groupId").matches("\\$\\{project\\.groupId}|io\\.pilothouse")
          && !text(dependency, "scope").equals("test")) {
        needed.add(text(dependency, "artifactId").replace("pilothouse-", ""));
      }
    }
    return needed;
  }

  private static String text(Element dependency, String name) {
    NodeList found = dependency.getElementsByTagName(name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
  }

  private static Element parse(Path pom) throws Exception {
    try (var in = Files.newInputStream(pom)) {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(in)
          .getDocumentElement();
    } catch (IOException e) {
      throw new AssertionError(pom.toString(), e);
    }
  }
}
