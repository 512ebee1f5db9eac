import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Holds the licences of a CycloneDX document against a list of allowed ones and writes the report
 * that goes into the packages: {@code java Licences.java BOM.xml LIST REPORT.txt}. Ends with 1 and
 * a line a component when one has no allowed licence.
 *
 * <p>A component with a choice of licences needs one that is allowed. The list has a licence a
 * line, as the documents call it; a line {@code GROUP:NAME = LICENCE} says it of a component whose
 * author did not.
 */
final class Licences {
  private static final String OURS = "io.pilothouse";

  public static void main(String[] arguments)
      throws IOException, ParserConfigurationException, SAXException {
    if (!Files.exists(Path.of(arguments[0]))) {
      // A Maven that is told to be offline leaves out the plugin that writes it.
      System.err.println("licences: " + arguments[0] + " is not there; build online");
      System.exit(1);
    }
    Document bom =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Path.of(arguments[0]).toFile());
    Set<String> allowed = new LinkedHashSet<>();
    Map<String, String> said = new HashMap<>();
    for (String line : Files.readAllLines(Path.of(arguments[1]))) {
      String text = line.replaceFirst("#.*", "").strip();
      int is = text.indexOf(" = ");
      if (is > 0) {
        said.put(text.substring(0, is).strip(), text.substring(is + 3).strip());
      } else if (!text.isEmpty()) {
        allowed.add(text);
      }
    }
    var report = new TreeMap<String, String>(Comparator.comparing((String name) -> name));
    var refused = new ArrayList<String>();
    for (Element component : below(only(bom.getDocumentElement(), "components"), "component")) {
      String group = text(component, "group");
      if (group.equals(OURS)) {
        continue;
      }
      String name = group + ":" + text(component, "name");
      List<String> licences =
          said.containsKey(name) ? List.of(said.get(name)) : licences(component);
      if (licences.stream().noneMatch(licence -> permitted(licence, allowed))) {
        refused.add(
            name
                + " "
                + text(component, "version")
                + ": "
                + (licences.isEmpty() ? "no licence is named" : String.join(" or ", licences)));
      }
      report.put(name + " " + text(component, "version"), String.join(" or ", licences));
    }
    var text =
        new StringBuilder(
            "Third-party libraries in this package, each under its own licence.\nThe same, with addresses and checksums, in CycloneDX: bom.json\n\n");
    report.forEach(
        (name, licences) -> text.append(name).append("\n    ").append(licences).append('\n'));
    Path to = Path.of(arguments[2]);
    Files.createDirectories(to.toAbsolutePath().getParent());
    Files.writeString(to, text);
    if (report.isEmpty()) {
      System.err.println("licences: " + arguments[0] + " names no component");
      System.exit(1);
    }
    if (!refused.isEmpty()) {
      refused.forEach(line -> System.err.println("licences: not on " + arguments[1] + ": " + line));
      System.exit(1);
    }
  }

  private static List<String> licences(Element component) {
    var found = new ArrayList<String>();
    for (Element choices : below(component, "licenses")) {
      for (Element licence : below(choices, "license")) {
        String id = text(licence, "id");
        found.add(id.isEmpty() ? text(licence, "name") : id);
      }
      below(choices, "expression")
          .forEach(expression -> found.add(expression.getTextContent().strip()));
    }
    return found;
  }

  private static Element only(Element parent, String name) {
    List<Element> found = below(parent, name);
    if (found.size() != 1) {
      throw new IllegalStateException(
          "a CycloneDX document has one '" + name + "', this one " + found.size());
    }
    return found.get(0);
  }

  private static String text(Element parent, String name) {
    List<Element> found = below(parent, name);
    return found.isEmpty() ? "" : found.get(0).getTextContent().strip();
  }

  private static List<Element> below(Element parent, String name) {
    var found = new ArrayList<Element>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }

  /** Of an SPDX expression one alternative must be allowed as a whole. */
  private static boolean permitted(String licence, Set<String> allowed) {
    if (allowed.contains(licence)) {
      return true;
    }
    String bare = licence.replaceAll("^\\(|\\)$", "");
    if (bare.contains(" OR ")) {
      return List.of(bare.split(" OR ")).stream()
          .anyMatch(part -> permitted(part.strip(), allowed));
    }
    return bare.contains(" AND ")
        && List.of(bare.split(" AND ")).stream().allMatch(part -> permitted(part.strip(), allowed));
  }
}
