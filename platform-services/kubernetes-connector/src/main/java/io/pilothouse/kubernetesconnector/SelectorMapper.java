package io.pilothouse.kubernetesconnector;

import static io.pilothouse.kubernetesconnector.PlatformText.list;
import static io.pilothouse.kubernetesconnector.PlatformText.text;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.pilothouse.sharedmodel.estate.LabelSelector;
import io.pilothouse.sharedmodel.estate.LabelSelector.Requirement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Maps selectors and what else is a number or a word. Pure. */
final class SelectorMapper {
  private SelectorMapper() {}

  /** One that is absent means something else with each kind, so it stays absent. */
  static Optional<LabelSelector> map(
      io.fabric8.kubernetes.api.model.@Nullable LabelSelector selector) {
    return Optional.ofNullable(selector)
        .map(s ->
            new LabelSelector(
                PlatformText.map(s.getMatchLabels()),
                list(s.getMatchExpressions()).stream()
                    .map(e -> new Requirement(e.getKey(), e.getOperator(), list(e.getValues())))
                    .toList()));
  }

  static LabelSelector nodes(@Nullable NodeSelectorTerm term) {
    return new LabelSelector(
        Map.of(),
        term == null
            ? List.of()
            : list(term.getMatchExpressions()).stream()
                .map(e -> new Requirement(e.getKey(), e.getOperator(), list(e.getValues())))
                .toList());
  }

  /** A number, a percentage or a name, as it is written. */
  static Optional<String> word(@Nullable IntOrString value) {
    return Optional.ofNullable(value)
        .flatMap(v -> Optional.ofNullable(v.getValue()))
        .flatMap(v -> text(v.toString()));
  }
}
