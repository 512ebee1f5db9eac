package io.pilothouse.deployer.proposal;

import io.pilothouse.blueprints.review.DesignReview;
import io.pilothouse.blueprints.review.Finding;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.deployer.cost.CostEstimate;
import io.pilothouse.deployer.cost.PriceBook;
import io.pilothouse.deployer.template.DeploymentTarget;
import io.pilothouse.deployer.template.SystemTemplate;
import io.pilothouse.deployer.template.UndeployableException;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is proposed to be deployed of a system, before Azure is asked what of it is there already.
 *
 * @param template absent where a refusal says that none can be written
 * @param refusals what is in the way, worst first; accepted ones are in nobody's way
 * @param cost of the template
 */
public record Proposal(
    Optional<SystemTemplate> template, List<Refusal> refusals, Optional<CostEstimate> cost) {
  public Proposal {
    refusals = List.copyOf(refusals);
  }

  /**
   * The proposal for a system at a target. Pure.
   *
   * @param date the day on which it is to be deployed: what is retired by then is refused
   */
  public static Proposal of(
      Blueprint blueprint, DeploymentTarget target, LocalDate date, PriceBook prices) {
    var refusals = new ArrayList<Refusal>();
    for (Finding finding : new DesignReview().review(blueprint, date)) {
      if (finding.severity() == Severity.ERROR) {
        refusals.add(
            new Refusal(
                finding.rule(),
                finding.component(),
                finding.place(),
                finding.happens(),
                finding.instead(),
                answered(finding, target) || target.accepts(finding.rule(), finding.component())));
      }
    }
    refusals.addAll(new Deployability(blueprint, target).refusals());
    Optional<SystemTemplate> template = Optional.empty();
    try {
      template = Optional.of(SystemTemplate.of(blueprint, target));
    } catch (UndeployableException e) {
      refusals.add(
          new Refusal(
              "template",
              e.component(),
              Places.of(blueprint, e.component(), e.field()),
              e.happens(),
              e.instead(),
              false));
    }
    return new Proposal(
        template, refusals, template.map(t -> CostEstimate.of(blueprint, t, prices)));
  }

  /** What the operator has given another value for. */
  private static boolean answered(Finding finding, DeploymentTarget target) {
    return finding.rule().equals("kubernetes-version")
        && target.choices().kubernetesVersion().isPresent();
  }

  /** Whether it must not be deployed. */
  public boolean blocked() {
    return template.isEmpty() || refusals.stream().anyMatch(refusal -> !refusal.accepted());
  }
}
