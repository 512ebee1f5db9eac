package io.pilothouse.blueprints.patching;

import io.pilothouse.sharedmodel.conformance.Difference;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a document should say of one value, in the words of the document's own import.
 *
 * @param component id of the component, or a section's path
 * @param field path below it; empty for the whole component
 * @param declared what it says now
 * @param live what it should say
 */
record Wish(String component, String field, Optional<String> declared, Optional<String> live) {
  private static final Pattern TARGET = Pattern.compile("(?<name>\\S+) (?<target>[\\d.]+)");

  /** What a difference asks of the document in which its component has the id given. */
  static Wish of(String component, Difference difference) {
    var wish = new Wish(component, difference.field(), difference.declared(), difference.live());
    if (!difference.field().equals("autoscaling.metrics")) {
      return wish;
    }
    // A target is compared as "cpu 70"; in the document its name and its number stand apart.
    Optional<Matcher> target =
        difference.declared().or(difference::live).map(TARGET::matcher).filter(Matcher::matches);
    return target
        .map(t -> {
          String metric = difference.field() + "." + t.group("name");
          return difference.declared().isPresent() && difference.live().isEmpty()
              ? new Wish(component, metric, wish.declared(), Optional.empty())
              : new Wish(
                  component,
                  metric + ".target",
                  wish.declared().map(Wish::number),
                  wish.live().map(Wish::number));
        })
        .orElse(wish);
  }

  private static String number(String target) {
    return target.substring(target.indexOf(' ') + 1);
  }

  /** Whether an outcome agrees with the wish. */
  boolean granted(Reading.Outcome outcome) {
    Optional<String> value = outcome.value(component, field);
    if (live.isPresent() && declared.isEmpty() && outcome.isList(component, field)) {
      return value.filter(v -> holds(v, live.get())).isPresent();
    }
    if (live.isPresent()) {
      return value.filter(v -> FieldValue.same(v, live.get())).isPresent();
    }
    if (declared.isPresent() && outcome.isList(component, field)) {
      return value.filter(v -> holds(v, declared.get())).isEmpty();
    }
    return value.isEmpty() || outcome.assumed(component, field);
  }

  private static boolean holds(String list, String element) {
    return Arrays.stream(list.split("\\s*,\\s*")).anyMatch(e -> FieldValue.same(e, element));
  }
}
