package io.pilothouse.blueprints;

import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.util.List;
import java.util.stream.Collectors;

/** What came of loading a blueprint: the blueprint, or everything that is wrong with its file. */
public sealed interface BlueprintResult {

  /**
   * The file is a blueprint.
   *
   * @param warnings what a reader should look at, in reading order; the blueprint holds
   *     nevertheless
   */
  record Loaded(Blueprint blueprint, List<BlueprintProblem> warnings) implements BlueprintResult {
    public Loaded {
      warnings = List.copyOf(warnings);
    }
  }

  /** The file is not a blueprint. @param problems at least one, in reading order */
  record Invalid(List<BlueprintProblem> problems) implements BlueprintResult {
    public Invalid {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("an invalid blueprint has at least one problem");
      }
    }

    /** One line for each problem. */
    public String report() {
      return problems.stream().map(BlueprintProblem::toString).collect(Collectors.joining("\n"));
    }
  }
}
