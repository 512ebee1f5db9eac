package io.pilothouse.blueprints.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.blueprints.BlueprintLoader;
import io.pilothouse.blueprints.BlueprintProblem;
import io.pilothouse.blueprints.BlueprintResult;
import io.pilothouse.blueprints.text.Note.Kind;
import io.pilothouse.blueprints.text.Notes;
import io.pilothouse.blueprints.text.Place;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Source;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a blueprint of what was read although single values of it cannot stand: a document that
 * contradicts itself still gives all the rest. What cannot stand is taken out, said, and kept as a
 * statement.
 */
final class Repair {
  private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[(\\d+)\\]");

  private final BlueprintLoader loader;
  private final Notes notes;
  private final Place start;
  private final int most;

  Repair(BlueprintLoader loader, Notes notes, Place start, int most) {
    this.loader = loader;
    this.notes = notes;
    this.start = start;
    this.most = most;
  }

  Optional<Blueprint> load(ObjectNode root) {
    for (int round = 0; round < most; round++) {
      switch (loader.load(start.document(), root)) {
        case BlueprintResult.Loaded loaded -> {
          return Optional.of(loaded.blueprint());
        }
        case BlueprintResult.Invalid invalid -> {
          if (!takeOut(root, invalid.problems())) {
            invalid.problems().forEach(p -> notes.add(Kind.ERROR, start, said(p)));
            return Optional.empty();
          }
        }
      }
    }
    notes.add(
        Kind.ERROR,
        start,
        "more than " + most + " values that cannot stand; no blueprint was made");
    return Optional.empty();
  }

  /** Takes out every value with a problem, last positions first; false when there is none. */
  private boolean takeOut(ObjectNode root, List<BlueprintProblem> problems) {
    boolean any = false;
    for (BlueprintProblem problem :
        problems.stream()
            .sorted(Comparator.comparing(BlueprintProblem::path).reversed())
            .toList()) {
      any |= takeOut(root, problem);
    }
    return any;
  }

  private boolean takeOut(ObjectNode root, BlueprintProblem problem) {
    if (problem.path().startsWith("sources.")) {
      return root.path("sources") instanceof ObjectNode sources
          && sources.remove(problem.path().substring("sources.".length())) != null;
    }
    JsonNode owner = root;
    JsonNode at = root;
    String field = "";
    int index = -1;
    String place = "";
    JsonNode list = root;
    int elementIndex = -1;
    Matcher step = STEP.matcher(problem.path());
    while (step.find()) {
      owner = at;
      if (step.group(2) == null) {
        field = step.group(1);
        index = -1;
        at = owner.path(field);
      } else {
        index = Integer.parseInt(step.group(2));
        at = owner.path(index);
        list = owner;
        elementIndex = index;
      }
      place = at.path("source").asText(place);
    }
    notes.add(
        Kind.ERROR,
        place.isEmpty() ? start : BoxReader.place(Source.parse(place)),
        said(problem) + "; left out");
    if (at.isMissingNode() || isIdentity(field)) {
      // A required value is missing or two things are called the same: the element cannot stand.
      return elementIndex >= 0
          && list instanceof ArrayNode array
          && array.remove(elementIndex) != null;
    }
    if (index >= 0) {
      return owner instanceof ArrayNode array && array.remove(index) != null;
    }
    return owner instanceof ObjectNode object && !field.isEmpty() && object.remove(field) != null;
  }

  private static boolean isIdentity(String field) {
    return field.equals("id")
        || field.equals("from")
        || field.equals("to")
        || field.equals("target")
        || field.equals("resourceName")
        || field.equals("deployment");
  }

  private static String said(BlueprintProblem problem) {
    return problem.path() + ": expected " + problem.expected() + ", found " + problem.found();
  }
}
