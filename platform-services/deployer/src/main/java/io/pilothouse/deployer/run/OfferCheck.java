package io.pilothouse.deployer.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.deployer.azure.AzureRefusedException;
import io.pilothouse.deployer.azure.DeploymentClient;
import io.pilothouse.deployer.azure.OfferedVersion;
import io.pilothouse.deployer.template.DeploymentChoices;
import io.pilothouse.deployer.template.SystemTemplate;
import io.pilothouse.deployer.template.TemplateResource;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether Azure has what a deployment asks for by name: its regions, and the version of Kubernetes
 * that was given. Azure itself says it minutes later, when half of the deployment is there.
 */
final class OfferCheck {
  private static final String ANYWHERE = "global";
  private static final Set<Integer> NOT_TOLD = Set.of(401, 403, 404);

  private final DeploymentClient azure;
  private final SystemTemplate template;
  private final DeploymentChoices said;
  private final DeploymentChoices choices;

  /**
   * Makes it.
   *
   * @param said what was decided now: a version that was good when it was said stays good for the
   *     cluster that has it
   * @param choices everything that was decided
   */
  OfferCheck(
      DeploymentClient azure,
      SystemTemplate template,
      DeploymentChoices said,
      DeploymentChoices choices) {
    this.azure = azure;
    this.template = template;
    this.said = said;
    this.choices = choices;
  }

  /**
   * Asks Azure. Where it does not tell whoever asks, that is noted and nothing is refused.
   *
   * @throws DeployException naming what Azure has not, and what it has instead
   */
  void check(List<Sentence> notes) {
    var slips = new ArrayList<Sentence>();
    told(() -> regions(slips), "deploy.note.regions-unknown", notes);
    if (slips.isEmpty()) {
      told(() -> version(slips), "deploy.note.versions-unknown", notes);
    }
    if (!slips.isEmpty()) {
      throw new DeployException(DeployException.Kind.REFUSED, slips);
    }
  }

  private void regions(List<Sentence> slips) {
    Set<String> there = azure.regions();
    var asked = new TreeSet<String>();
    asked.add(template.group().location());
    template.resources().forEach(resource -> resource.location().ifPresent(asked::add));
    asked.removeIf(region -> region.equals(ANYWHERE) || there.contains(region));
    for (String region : asked) {
      slips.add(
          choices.regions().entrySet().stream()
              .filter(choice -> choice.getValue().equals(region))
              .map(Map.Entry::getKey)
              .findFirst()
              .map(documented ->
                  Sentence.of("deploy.offer.region", region, documented, List.copyOf(there)))
              .orElseGet(
                  () -> Sentence.of("deploy.offer.region-documented", region, List.copyOf(there))));
    }
  }

  private void version(List<Sentence> slips) {
    var cluster = ServiceRelease.cluster(template);
    if (said.kubernetesVersion().isEmpty() || cluster.isEmpty()) {
      return;
    }
    String asked = said.kubernetesVersion().get();
    String region = cluster.get().location().orElseGet(() -> template.group().location());
    boolean longTerm = cluster.get().fields().at("/sku/tier").asText().equals("Premium");
    List<OfferedVersion> offered =
        azure.kubernetesVersions(region).stream().filter(v -> longTerm || v.standard()).toList();
    if (!OfferedVersion.has(offered, asked) && !runs(cluster.get(), asked)) {
      slips.add(
          Sentence.of(
              "deploy.offer.version",
              asked,
              region,
              offered.stream().map(OfferedVersion::minor).sorted().toList()));
    }
  }

  /** What a cluster has it may keep. */
  private boolean runs(TemplateResource cluster, String asked) {
    return azure
        .read(cluster.id(), cluster.type().apiVersion())
        .map(there -> there.path("properties"))
        .filter(has ->
            is(has.path("kubernetesVersion"), asked)
                || is(has.path("currentKubernetesVersion"), asked))
        .isPresent();
  }

  private static boolean is(JsonNode version, String asked) {
    return version.asText().equals(asked) || version.asText().startsWith(asked + ".");
  }

  private static void told(Runnable asking, String otherwise, List<Sentence> notes) {
    try {
      asking.run();
    } catch (AzureRefusedException refused) {
      if (!NOT_TOLD.contains(refused.status())) {
        throw refused;
      }
      notes.add(Sentence.of(otherwise, refused.error().code()));
    }
  }
}
