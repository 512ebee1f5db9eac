package io.pilothouse.deployer.proposal;

import io.pilothouse.blueprints.review.Finding;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Document;
import java.util.Optional;

/** Where a document states a fact, with the name of its file. */
final class Places {
  private Places() {}

  static Optional<Finding.Place> of(Blueprint blueprint, String component, String field) {
    return blueprint
        .sourceOf(component, field)
        .map(source ->
            new Finding.Place(
                blueprint.documents().stream()
                    .filter(d -> d.id().equals(source.document()))
                    .map(Document::file)
                    .findFirst()
                    .orElse(source.document()),
                source.line(),
                source.column(),
                source.section()));
  }
}
