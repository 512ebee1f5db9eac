package io.pilothouse.deployer.run;

import io.pilothouse.blueprints.review.DesignReview;
import io.pilothouse.deployer.proposal.Proposal;
import io.pilothouse.deployer.proposal.Refusal;
import io.pilothouse.deployer.template.DeploymentChoices;
import io.pilothouse.deployer.template.SystemTemplate;
import io.pilothouse.deployer.template.TemplateParameter;
import io.pilothouse.deployer.template.TemplateResource;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether what an operator decides is about something that is there: else it is a slip. */
final class ChoiceCheck {
  private final List<Sentence> slips = new ArrayList<>();

  private ChoiceCheck() {}

  /**
   * Checks what was said now; what was kept was checked when it was said.
   *
   * @throws DeployException naming each slip, with what there is instead
   */
  static void check(
      DeploymentChoices said, Blueprint blueprint, Proposal proposal, SystemTemplate template) {
    var check = new ChoiceCheck();
    Set<String> inTheWay =
        proposal.refusals().stream()
            .map(Refusal::rule)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> rules = new TreeSet<>(inTheWay);
    new DesignReview().rules().forEach(rule -> rules.add(rule.about().id()));
    rules.add(DeploymentChoices.ALL);
    check.each(
        "deploy.choice.rule",
        "deploy.choice.rule-none",
        said.accepted().stream().filter(rule -> !rules.contains(rule.replaceFirst(":.*", ""))),
        inTheWay);
    check.each(
        "deploy.choice.parameter",
        "deploy.choice.parameter-none",
        said.parameters().keySet(),
        names(template));
    check.each(
        "deploy.choice.component",
        "deploy.choice.component-none",
        said.names().keySet(),
        components(template));
    check.each(
        "deploy.choice.region",
        "deploy.choice.region-none",
        said.regions().keySet(),
        regions(blueprint));
    if (!check.slips.isEmpty()) {
      throw new DeployException(DeployException.Kind.REFUSED, check.slips);
    }
  }

  private void each(String key, String none, Collection<String> said, Set<String> there) {
    each(key, none, said.stream().filter(name -> !there.contains(name)), there);
  }

  private void each(String key, String none, Stream<String> unknown, Set<String> there) {
    unknown
        .sorted()
        .forEach(name ->
            slips.add(
                there.isEmpty()
                    ? Sentence.of(none, name)
                    : Sentence.of(key, name, List.copyOf(there))));
  }

  private static Set<String> names(SystemTemplate template) {
    return template.parameters().stream()
        .map(TemplateParameter::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> components(SystemTemplate template) {
    return template.resources().stream()
        .map(TemplateResource::component)
        .flatMap(java.util.Optional::stream)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> regions(Blueprint blueprint) {
    var regions = new TreeSet<String>();
    regions.add(blueprint.region().primary());
    blueprint.region().disasterRecovery().ifPresent(regions::add);
    for (DatabaseServer server : blueprint.databaseServers()) {
      regions.add(server.location());
      server.replicas().forEach(replica -> regions.add(replica.location()));
    }
    return regions;
  }
}
