package io.pilothouse.blueprints.importing;

import io.pilothouse.blueprints.dictionary.Dictionary;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.util.Optional;

/**
 * What to make of documents.
 *
 * @param system key of the system, such as {@code tripgen-prod}
 * @param environment key of the environment that is read, where documents describe several
 * @param dictionary the words that the team uses
 * @param earlier the blueprint that an earlier import made, with what people changed in it since
 */
public record ImportRequest(
    String system, String environment, Dictionary dictionary, Optional<Blueprint> earlier) {

  /** The first import of a system's production environment. */
  public static ImportRequest of(String system) {
    return new ImportRequest(system, "production", Dictionary.shipped(), Optional.empty());
  }
}
