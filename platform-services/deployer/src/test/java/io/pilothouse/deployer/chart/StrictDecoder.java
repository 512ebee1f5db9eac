package io.pilothouse.deployer.chart;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBuilder;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes an object as an API server with strict field validation does. Built-in kinds into the
 * client's model classes, whose catch-all for unknown fields is taken away; custom kinds against
 * the definitions of this module, which know only the fields that the charts use.
 */
final class StrictDecoder {
  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .registerModule(
              new SimpleModule()
                  .setDeserializerModifier(
                      new BeanDeserializerModifier() {
                        @Override
                        @SuppressWarnings("NullAway") // there is no other way to take it away
                        public BeanDeserializerBuilder updateBuilder(
                            DeserializationConfig config,
                            BeanDescription bean,
                            BeanDeserializerBuilder builder) {
                          builder.setAnySetter(null);
                          return builder;
                        }
                      }));

  private final KubernetesSerialization kinds = new KubernetesSerialization();
  private final List<ObjectNode> definitions = definitions();

  /** What is wrong with an object; nothing where it is decoded whole. */
  List<String> complaints(ObjectNode object) {
    Object typed = kinds.unmarshal(object.toString());
    if (typed instanceof GenericKubernetesResource) {
      return custom(object);
    }
    try {
      STRICT.treeToValue(object, typed.getClass());
      return List.of();
    } catch (IOException unknown) {
      return List.of(String.valueOf(unknown.getMessage()));
    }
  }

  static List<ObjectNode> definitions() {
    try {
      return Rendered.of(
              Files.readString(
                  ShippedChart.ROOT.resolve(
                      "platform-services/deployer/src/test/resources/definitions.yaml")))
          .objects();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> custom(ObjectNode object) {
    for (var definition : definitions) {
      String group = definition.at("/spec/group").asText();
      JsonNode version = definition.at("/spec/versions/0");
      if (definition.at("/spec/names/kind").asText().equals(object.path("kind").asText())
          && object
              .path("apiVersion")
              .asText()
              .equals(group + "/" + version.path("name").asText())) {
        var complaints = new ArrayList<String>();
        check(
            version.at("/schema/openAPIV3Schema/properties/spec"),
            object.path("spec"),
            "spec",
            complaints);
        return complaints;
      }
    }
    return List.of("unknown kind " + object.path("apiVersion") + " " + object.path("kind"));
  }

  private void check(JsonNode schema, JsonNode value, String path, List<String> complaints) {
    if (schema.has("x-pod-template")) {
      try {
        STRICT.treeToValue(value, io.fabric8.kubernetes.api.model.PodTemplateSpec.class);
      } catch (IOException unknown) {
        complaints.add(path + ": " + unknown.getMessage());
      }
      return;
    }
    String type = schema.path("type").asText();
    boolean right =
        switch (type) {
          case "object" -> value.isObject();
          case "array" -> value.isArray();
          case "integer" -> value.isIntegralNumber();
          case "boolean" -> value.isBoolean();
          default -> value.isTextual();
        };
    if (!right) {
      complaints.add(path + ": " + value.getNodeType() + " where " + type + " belongs");
      return;
    }
    schema
        .path("required")
        .forEach(field -> {
          if (!value.has(field.asText())) {
            complaints.add(path + ": " + field.asText() + " is missing");
          }
        });
    value
        .fields()
        .forEachRemaining(field -> {
          String here = path + "." + field.getKey();
          JsonNode of = schema.path("properties").path(field.getKey());
          JsonNode any = schema.path("additionalProperties");
          if (!of.isMissingNode() || any.isObject()) {
            check(of.isMissingNode() ? any : of, field.getValue(), here, complaints);
          } else {
            complaints.add(here + ": unknown field");
          }
        });
    if (value.isArray()) {
      value.forEach(item -> check(schema.path("items"), item, path + "[]", complaints));
    }
  }
}
