package io.pilothouse.blueprints.review.platform;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.sharedmodel.blueprint.Cache;
import io.pilothouse.sharedmodel.blueprint.Component;
import io.pilothouse.sharedmodel.blueprint.ManagedService;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Azure Backup backs certain things up. */
public final class VaultTarget implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "backup-vault-target",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/backup/backup-support-matrix");

  private static final Pattern VAULT = Pattern.compile("(?i)backup");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design.blueprint().relations().stream()
        .filter(r -> design.component(r.to()).filter(VaultTarget::vault).isPresent())
        .flatMap(r ->
            design
                .component(r.from())
                .filter(VaultTarget::unknownToBackup)
                .map(c -> Occurrence.of(c, r.source().or(c::source)))
                .stream());
  }

  private static boolean vault(Component component) {
    return component instanceof ManagedService m
        && (VAULT.matcher(m.type()).find() || VAULT.matcher(m.name()).find());
  }

  private static boolean unknownToBackup(Component component) {
    return component instanceof Cache
        || component instanceof ManagedService m && m.type().equals("container-registry");
  }
}
