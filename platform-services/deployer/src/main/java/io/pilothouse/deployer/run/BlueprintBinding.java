package io.pilothouse.deployer.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.blueprints.BlueprintLoader;
import io.pilothouse.blueprints.BlueprintResult;
import io.pilothouse.sharedmodel.blueprint.Binding;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes into a blueprint's own text which resources its components are. What a person has bound
 * stays; what an earlier deployment wrote is replaced; every other byte is as it was. The new text
 * stands only if it reads back as the same blueprint with those bindings. Pure.
 */
public final class BlueprintBinding {
  /** By which what was written here is known again. */
  static final String NOTE = "deployed by pilothouse";

  private static final Pattern SECTION = Pattern.compile("^bindings:\\s*(\\[\\s*])?\\s*(#.*)?$");
  private static final Pattern ITEM = Pattern.compile("^(\\s*)- .*");

  private BlueprintBinding() {}

  /**
   * The text with the bindings.
   *
   * @param file its name, for complaints
   * @param binding ids of resources by component
   * @throws DeployException if it cannot be written so that it reads back
   */
  public static String written(String file, String text, Map<String, String> binding) {
    Blueprint before = read(file, text);
    Set<String> persons =
        before.bindings().stream()
            .filter(b -> !ours(b))
            .map(Binding::component)
            .collect(Collectors.toSet());
    var wanted = new TreeMap<>(binding);
    wanted.keySet().removeAll(persons);
    String end = text.contains("\r\n") ? "\r\n" : "\n";
    String changed = String.join(end, lines(List.of(text.split("\r?\n", -1)), wanted));
    Blueprint after = read(file, changed);
    Map<String, String> found =
        after.bindings().stream()
            .filter(BlueprintBinding::ours)
            .collect(Collectors.toMap(Binding::component, b -> b.resourceId().orElse("")));
    boolean same = tree(before).equals(tree(after)) && found.equals(wanted);
    boolean kept =
        before.bindings().stream()
            .filter(b -> !ours(b))
            .toList()
            .equals(after.bindings().stream().filter(b -> !ours(b)).toList());
    if (!same || !kept) {
      throw unreadable(file);
    }
    return changed;
  }

  private static List<String> lines(List<String> lines, Map<String, String> wanted) {
    int section = 0;
    while (section < lines.size() && !SECTION.matcher(lines.get(section)).matches()) {
      section++;
    }
    var result = new ArrayList<String>(lines.subList(0, section));
    List<String> rest =
        section < lines.size() ? lines.subList(section + 1, lines.size()) : List.of();
    int length = 0;
    while (length < rest.size() && inside(rest.get(length))) {
      length++;
    }
    while (length > 0 && rest.get(length - 1).isBlank()) {
      length--;
    }
    List<String> items = withoutOurs(rest.subList(0, length));
    if (section == lines.size() && !result.isEmpty() && result.getLast().isEmpty()) {
      result.removeLast();
    }
    if (!items.isEmpty() || !wanted.isEmpty()) {
      result.add("bindings:");
      result.addAll(items);
      String indent =
          items.stream()
              .map(ITEM::matcher)
              .filter(Matcher::matches)
              .map(m -> m.group(1))
              .findFirst()
              .orElse("  ");
      wanted.forEach((component, id) -> {
        result.add(indent + "- component: " + component);
        result.add(indent + "  resourceId: \"" + id + "\"");
        result.add(indent + "  note: " + NOTE);
      });
    }
    result.addAll(rest.subList(length, rest.size()));
    if (section == lines.size()) {
      result.add("");
    }
    return result;
  }

  private static boolean inside(String line) {
    return line.isBlank() || line.startsWith(" ") || line.startsWith("-") || line.startsWith("#");
  }

  private static List<String> withoutOurs(List<String> section) {
    var kept = new ArrayList<String>();
    var item = new ArrayList<String>();
    for (String line : section) {
      if (ITEM.matcher(line).matches()) {
        keep(item, kept);
      }
      item.add(line);
    }
    keep(item, kept);
    return kept;
  }

  private static void keep(List<String> item, List<String> kept) {
    if (item.stream().noneMatch(line -> line.strip().equals("note: " + NOTE))) {
      kept.addAll(item);
    }
    item.clear();
  }

  private static boolean ours(Binding binding) {
    return binding.note().filter(NOTE::equals).isPresent();
  }

  private static ObjectNode tree(Blueprint blueprint) {
    ObjectNode tree = BlueprintLoader.tree(blueprint);
    tree.remove("bindings");
    return tree;
  }

  private static Blueprint read(String file, String text) {
    return switch (new BlueprintLoader().load(file, text)) {
      case BlueprintResult.Loaded loaded -> loaded.blueprint();
      case BlueprintResult.Invalid invalid -> throw unreadable(file);
    };
  }

  private static DeployException unreadable(String file) {
    return new DeployException(
        DeployException.Kind.FAILED, Sentence.of("deploy.binding.unreadable", file));
  }
}
