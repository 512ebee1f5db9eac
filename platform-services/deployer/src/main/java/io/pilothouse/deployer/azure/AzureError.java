package io.pilothouse.deployer.azure;

import com.azure.core.management.exception.ManagementError;
import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why Azure refused or failed, in its own shape.
 *
 * @param target id of what it is about; empty if Azure does not say
 * @param details what it consists of
 */
public record AzureError(String code, String message, String target, List<AzureError> details) {
  /** By Azure's code, in lower case: the sentence that says what to do. */
  private static final Map<String, String> REMEDIES =
      Map.ofEntries(
          Map.entry("quotaexceeded", "quota"),
          Map.entry("operationnotallowed", "quota"),
          Map.entry("insufficientvcpuquota", "quota"),
          Map.entry("namenotavailable", "name"),
          Map.entry("namealreadyexists", "name"),
          Map.entry("servernamealreadyexists", "name"),
          Map.entry("storageaccountalreadytaken", "name"),
          Map.entry("vaultalreadyexists", "name"),
          Map.entry("conflicterror", "soft-deleted"),
          Map.entry("availabilityzonenotsupported", "zones"),
          Map.entry("zonesnotallowedforvmsize", "zones"),
          Map.entry("locationnotsupportavailabilityzones", "zones"),
          Map.entry("locationisofferrestricted", "region"),
          Map.entry("skunotavailable", "region"),
          Map.entry("authorizationfailed", "role"),
          Map.entry("linkedauthorizationfailed", "role"),
          Map.entry("scopelocked", "locked"),
          Map.entry("missingsubscriptionregistration", "provider"));

  public AzureError {
    details = List.copyOf(details);
  }

  static AzureError of(ManagementError error) {
    var details = new ArrayList<AzureError>();
    if (error.getDetails() != null) {
      error.getDetails().forEach(d -> details.add(of(d)));
    }
    return new AzureError(
        text(error.getCode()), text(error.getMessage()), text(error.getTarget()), details);
  }

  static AzureError of(JsonNode body) {
    JsonNode error = body.has("error") ? body.path("error") : body;
    var details = new ArrayList<AzureError>();
    error.path("details").forEach(d -> details.add(of(d)));
    return new AzureError(
        error.path("code").asText("Unknown"),
        error.path("message").asText(""),
        error.path("target").asText(""),
        details);
  }

  private static String text(@org.jspecify.annotations.Nullable String value) {
    return value == null ? "" : value;
  }

  /** Those that do not consist of others: what really happened. */
  public List<AzureError> causes() {
    return details.isEmpty()
        ? List.of(this)
        : details.stream().flatMap(d -> d.causes().stream()).toList();
  }

  /** What happened and what to do, for a person: a sentence for each cause. */
  public List<Sentence> sentences() {
    return causes().stream().flatMap(AzureError::said).toList();
  }

  private Stream<Sentence> said() {
    String name = target.substring(target.lastIndexOf('/') + 1);
    Sentence what =
        Sentence.of(
            "deploy.azure.refused", name.isEmpty() ? code : name + " (" + code + ")", message);
    return Optional.ofNullable(REMEDIES.get(code.toLowerCase(Locale.ROOT)))
        .map(remedy -> Stream.of(what, Sentence.of("deploy.azure.remedy." + remedy)))
        .orElseGet(() -> Stream.of(what));
  }
}
