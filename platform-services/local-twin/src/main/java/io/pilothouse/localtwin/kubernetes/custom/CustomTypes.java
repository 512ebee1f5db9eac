package io.pilothouse.localtwin.kubernetes.custom;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.resource.ResourceType;
import io.pilothouse.localtwin.kubernetes.resource.ResourceType.Subresource;
import io.pilothouse.localtwin.kubernetes.resource.VersionConversion;
import io.pilothouse.localtwin.kubernetes.store.StorageKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** The types that a CustomResourceDefinition defines: one for each version that it serves. Pure. */
final class CustomTypes {

  private CustomTypes() {}

  static StorageKind storage(KubeObject definition) {
    return new StorageKind(
        definition.at("spec", "group").asText(), definition.at("spec", "names", "plural").asText());
  }

  static List<ResourceType> of(KubeObject definition) {
    String stored = "";
    for (JsonNode version : definition.at("spec", "versions")) {
      if (version.path("storage").asBoolean()) {
        stored = version.path("name").asText();
      }
    }
    List<ResourceType> types = new ArrayList<>();
    for (JsonNode version : definition.at("spec", "versions")) {
      if (version.path("served").asBoolean()) {
        types.add(type(definition, version, stored));
      }
    }
    return types;
  }

  private static ResourceType type(KubeObject definition, JsonNode version, String stored) {
    JsonNode names = definition.at("spec", "names");
    StorageKind storage = storage(definition);
    String name = version.path("name").asText();
    boolean namespaced = definition.at("spec", "scope").asText().equals("Namespaced");
    var plain =
        ResourceType.namespaced(
            storage.group(), name, names.path("kind").asText(), storage.plural());
    return new ResourceType(
        storage.group(),
        name,
        names.path("kind").asText(),
        storage.plural(),
        names.path("singular").asText(),
        namespaced,
        texts(names.path("shortNames")),
        texts(names.path("categories")),
        plain.verbs(),
        parts(version.path("subresources")),
        storage,
        name.equals(stored) ? VersionConversion.NONE : renaming(storage.group(), name, stored),
        new SchemaStrategy(version.path("schema").path("openAPIV3Schema")),
        PrinterColumns.layout(version.path("additionalPrinterColumns")));
  }

  private static EnumSet<Subresource> parts(JsonNode subresources) {
    EnumSet<Subresource> parts = EnumSet.noneOf(Subresource.class);
    if (subresources.has("status")) {
      parts.add(Subresource.STATUS);
    }
    if (subresources.has("scale")) {
      parts.add(Subresource.SCALE);
    }
    return parts;
  }

  /** The conversion strategy None: versions differ in their name only. */
  private static VersionConversion renaming(String group, String served, String stored) {
    return new VersionConversion(
        tree -> tree.put("apiVersion", group + "/" + stored),
        tree -> tree.put("apiVersion", group + "/" + served));
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
