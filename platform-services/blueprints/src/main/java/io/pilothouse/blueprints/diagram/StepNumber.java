package io.pilothouse.blueprints.diagram;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The step that an arrow's label begins with, such as {@code 8a.} or {@code (3)}. */
public final class StepNumber {
  private static final Pattern FORM = Pattern.compile("\\(?(\\d{1,4}[a-z]?)[.):]\\s*\\S.*");

  private StepNumber() {}

  /** The step of a label, if it begins with one. */
  public static Optional<String> of(List<String> label) {
    if (label.isEmpty()) {
      return Optional.empty();
    }
    Matcher matcher = FORM.matcher(label.getFirst());
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
