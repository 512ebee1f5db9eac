package io.pilothouse.blueprints;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects what the checks find in one document. */
final class Findings {
  private final YamlDocument document;
  private final List<BlueprintProblem> errors = new ArrayList<>();
  private final List<BlueprintProblem> warnings = new ArrayList<>();

  Findings(YamlDocument document) {
    this.document = document;
  }

  void error(YamlPath path, String expected, String found) {
    errors.add(document.at(path, expected, found));
  }

  void warning(YamlPath path, String expected, String found) {
    warnings.add(document.at(path, expected, found));
  }

  /** An error unless the name is one of those that exist. */
  void reference(YamlPath path, String name, Collection<String> existing, String kind) {
    if (!existing.contains(name)) {
      error(
          path,
          "the id of a "
              + kind
              + Nearest.to(name, existing)
                  .map(near -> "; did you mean \"" + near + "\"?")
                  .orElse(existing.isEmpty() ? ", and there is none" : ""),
          "\"" + name + "\"");
    }
  }

  List<BlueprintProblem> errors() {
    return List.copyOf(errors);
  }

  List<BlueprintProblem> warnings() {
    return List.copyOf(warnings);
  }
}
