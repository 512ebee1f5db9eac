package io.pilothouse.localtwin.scenario;

import io.pilothouse.localtwin.fault.Durations;
import io.pilothouse.localtwin.fault.Fault;
import io.pilothouse.localtwin.fault.FaultCatalogue;
import io.pilothouse.localtwin.fault.Parameter;
import io.pilothouse.localtwin.scenario.Scenario.ExpectedCause;
import io.pilothouse.localtwin.scenario.Scenario.Happening;
import io.pilothouse.localtwin.scenario.Scenario.Kind;
import io.pilothouse.localtwin.scenario.Scenario.Limit;
import io.pilothouse.localtwin.scenario.Scenario.Milestone;
import io.pilothouse.localtwin.scenario.Scenario.Moment;
import io.pilothouse.localtwin.scenario.Scenario.Role;
import io.pilothouse.localtwin.scenario.Scenario.Step;
import io.pilothouse.localtwin.scenario.Scenario.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads scenario files. Every complaint names file, line, and what is expected there. */
public final class ScenarioReader {
  private static final Set<String> KEYS =
      Set.of(
          "scenario",
          "title",
          "story",
          "cast",
          "steps",
          "signal",
          "cause",
          "respond",
          "solved",
          "within",
          "rows-lost",
          "watched");
  private static final Set<String> STEP_KEYS =
      Set.of("at", "on", "after", "label", "fault", "mend");

  private ScenarioReader() {}

  /**
   * Reads a scenario.
   *
   * @param file its name in complaints
   * @throws ScenarioException if it is not well formed
   */
  public static Scenario read(String file, String text) {
    YamlTree root = YamlTree.read(file, text);
    Map<String, YamlTree> entries = root.entries(KEYS);
    List<Step> steps =
        root.required("steps").elements().stream().map(ScenarioReader::step).toList();
    labelsExist(steps);
    return new Scenario(
        root.required("scenario").text(),
        languages(root.required("title")),
        languages(root.required("story")),
        Optional.ofNullable(entries.get("cast")).map(ScenarioReader::cast).orElse(List.of()),
        Optional.ofNullable(entries.get("watched"))
            .map(ScenarioReader::duration)
            .orElse(Duration.ZERO),
        steps,
        root.required("signal").elements().stream().map(Expectations::read).toList(),
        cause(root.required("cause")),
        Optional.ofNullable(entries.get("respond"))
            .map(YamlTree::elements)
            .orElse(List.of())
            .stream()
            .map(Responses::read)
            .toList(),
        root.required("solved").elements().stream().map(Expectations::read).toList(),
        duration(root.required("within")),
        new Limit(
            Optional.ofNullable(entries.get("rows-lost"))
                .map(tree -> number(tree, Long::parseLong))
                .orElse(0L)));
  }

  private static Map<String, String> languages(YamlTree tree) {
    Map<String, YamlTree> entries = tree.entries(Set.of("en", "ko"));
    if (entries.size() != 2) {
      throw tree.problem("both 'en' and 'ko' are needed");
    }
    return entries.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().text().strip()));
  }

  private static List<Role> cast(YamlTree tree) {
    var roles = new ArrayList<Role>();
    tree.entries()
        .forEach((name, role) -> {
          role.entries(Set.of("kind", "traits"));
          YamlTree kind = role.required("kind");
          List<Trait> traits =
              role.find("traits").map(YamlTree::elements).orElse(List.of()).stream()
                  .map(ScenarioReader::trait)
                  .toList();
          roles.add(new Role(name, constant(kind, Kind.class), traits, role.place()));
        });
    return roles;
  }

  /** A trait is a name, or a name with the role that it is of: {@code {of: service}}. */
  private static Trait trait(YamlTree tree) {
    if (!tree.isMapping()) {
      return new Trait(tree.text(), Optional.empty());
    }
    Map.Entry<String, YamlTree> only = tree.entries().entrySet().iterator().next();
    return new Trait(only.getKey(), Optional.of(only.getValue().text()));
  }

  private static Step step(YamlTree tree) {
    Map<String, YamlTree> entries = tree.entries();
    Moment at = moment(tree);
    Optional<String> label = Optional.ofNullable(entries.get("label")).map(YamlTree::text);
    if (entries.containsKey("mend")) {
      tree.entries(Set.of("at", "on", "after", "mend"));
      return new Step(at, new Happening.Mend(tree.required("mend").text()), label, tree.place());
    }
    YamlTree name = tree.required("fault");
    Fault fault =
        FaultCatalogue.named(name.text())
            .orElseThrow(() ->
                name.problem(
                    "there is no fault '%s'; there is %s"
                        .formatted(
                            name.text(),
                            FaultCatalogue.all().stream()
                                .map(Fault::name)
                                .sorted()
                                .collect(Collectors.joining(", ")))));
    var arguments = new LinkedHashMap<String, String>();
    entries.forEach((key, value) -> {
      if (!STEP_KEYS.contains(key)) {
        if (fault.parameters().stream().noneMatch(p -> p.name().equals(key))) {
          throw value.problem(
              "the fault '%s' has no '%s'; it has %s"
                  .formatted(fault.name(), key, names(fault.parameters())));
        }
        arguments.put(key, value.text());
      }
    });
    fault.parameters().stream()
        .filter(p -> p.required() && !arguments.containsKey(p.name()))
        .findFirst()
        .ifPresent(p -> {
          throw tree.problem("the fault '" + fault.name() + "' needs '" + p.name() + "'");
        });
    return new Step(at, new Happening.Break(fault.name(), arguments), label, tree.place());
  }

  private static void labelsExist(List<Step> steps) {
    Set<String> labels =
        steps.stream().flatMap(step -> step.label().stream()).collect(Collectors.toSet());
    steps.forEach(step -> {
      if (step.happening() instanceof Happening.Mend(String label) && !labels.contains(label)) {
        throw new ScenarioException(step.place(), "no step has the label '" + label + "'");
      }
    });
  }

  private static String names(List<Parameter> parameters) {
    return parameters.stream().map(Parameter::name).collect(Collectors.joining(", "));
  }

  private static ExpectedCause cause(YamlTree tree) {
    tree.entries(Set.of("kind", "component"));
    return new ExpectedCause(
        tree.required("kind").elements().stream().map(YamlTree::text).toList(),
        tree.find("component").map(YamlTree::text));
  }

  /** {@code at: 20s} from the beginning, or {@code on: signal} with {@code after: 5s}. */
  static Moment moment(YamlTree tree) {
    Optional<YamlTree> at = tree.find("at");
    if (at.isPresent()) {
      return new Moment(Milestone.BEGIN, duration(at.get()));
    }
    Duration delay = tree.find("after").map(ScenarioReader::duration).orElse(Duration.ZERO);
    return new Moment(
        tree.find("on").map(on -> constant(on, Milestone.class)).orElse(Milestone.BEGIN), delay);
  }

  static Duration duration(YamlTree tree) {
    return number(tree, Durations::parse);
  }

  static <T> T number(YamlTree tree, Function<String, T> form) {
    try {
      return form.apply(tree.text());
    } catch (IllegalArgumentException e) {
      throw tree.problem("'" + tree.text() + "' cannot be read: " + e.getMessage());
    }
  }

  /** A constant of an enumeration, in the file's lower case with hyphens. */
  static <E extends Enum<E>> E constant(YamlTree tree, Class<E> type) {
    String wanted = tree.text().toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(type.getEnumConstants())
        .filter(c -> c.name().equals(wanted))
        .findFirst()
        .orElseThrow(() ->
            tree.problem(
                "'%s' is none of %s"
                    .formatted(
                        tree.text(),
                        Arrays.stream(type.getEnumConstants())
                            .map(c -> c.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                            .collect(Collectors.joining(", ")))));
  }
}
