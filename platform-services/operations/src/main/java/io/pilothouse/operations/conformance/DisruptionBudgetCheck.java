package io.pilothouse.operations.conformance;

import io.pilothouse.sharedmodel.blueprint.Service;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.PodDisruptionBudget;
import java.util.Optional;

/** What a voluntary disruption must leave of a service. */
final class DisruptionBudgetCheck implements Check<Service, Deployment> {
  @Override
  public void check(Service declared, Observed<Deployment> live, LiveSide side, Comparison say) {
    Optional<Observed<PodDisruptionBudget>> budget = side.budget(live.value());
    boolean seen = side.sees(PodDisruptionBudget.class, Optional.of(live.value().namespace()));
    if (budget.isPresent()) {
      compare(declared, budget.get().value(), say.on(budget.get()));
    } else if (declared.minAvailable().isPresent()) {
      Value wanted = Value.of(declared.minAvailable().get());
      if (seen) {
        say.absent("minAvailable", "", wanted, "");
      } else {
        say.notChecked("minAvailable", wanted, side.unseen(PodDisruptionBudget.class));
      }
    }
  }

  private static void compare(Service declared, PodDisruptionBudget live, Comparison say) {
    Value actual =
        live.minAvailable()
            .map(DisruptionBudgetCheck::amount)
            .orElseGet(() -> Value.word("maxUnavailable " + live.maxUnavailable().orElse("?")));
    if (declared.minAvailable().isPresent()) {
      say.equal(
          "minAvailable",
          Value.of(declared.minAvailable().get()),
          Optional.of(actual),
          "spec.minAvailable");
    } else {
      say.undeclared("minAvailable", "", actual, "spec.minAvailable");
    }
  }

  private static Value amount(String text) {
    return text.matches("\\d{1,9}") ? Value.of(Long.parseLong(text)) : Value.word(text);
  }
}
