package io.pilothouse.sharedmodel.estate;

import java.util.List;
import java.util.Map;

/**
 * Which objects are meant, by their labels: all that have every label and meet every requirement.
 * One without both means all objects.
 */
public record LabelSelector(Map<String, String> labels, List<Requirement> requirements) {
  public LabelSelector {
    labels = Map.copyOf(labels);
    requirements = List.copyOf(requirements);
  }

  /** By labels alone. */
  public static LabelSelector of(Map<String, String> labels) {
    return new LabelSelector(labels, List.of());
  }

  /** Whether it means every object. */
  public boolean everything() {
    return labels.isEmpty() && requirements.isEmpty();
  }

  /** Whether it means an object with these labels. */
  public boolean matches(Map<String, String> objects) {
    return labels.entrySet().stream().allMatch(l -> l.getValue().equals(objects.get(l.getKey())))
        && requirements.stream().allMatch(r -> r.metBy(objects));
  }

  /**
   * One requirement.
   *
   * @param operator In, NotIn, Exists or DoesNotExist
   */
  public record Requirement(String key, String operator, List<String> values) {
    public Requirement {
      values = List.copyOf(values);
    }

    boolean metBy(Map<String, String> labels) {
      String value = labels.get(key);
      return switch (operator) {
        case "In" -> value != null && values.contains(value);
        case "NotIn" -> value == null || !values.contains(value);
        case "Exists" -> value != null;
        case "DoesNotExist" -> value == null;
        default -> false;
      };
    }
  }
}
