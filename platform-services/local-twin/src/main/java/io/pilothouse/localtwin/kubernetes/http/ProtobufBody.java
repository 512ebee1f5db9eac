package io.pilothouse.localtwin.kubernetes.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/**
 * Bodies in Kubernetes' protobuf envelope, for the kinds that clients insist on sending so:
 * ConfigMap, Secret, Namespace and DeleteOptions. Field numbers are those of the generated.proto
 * files of apimachinery meta/v1 and api core/v1.
 */
final class ProtobufBody {
  private static final byte[] MAGIC = {'k', '8', 's', 0};

  private enum Form {
    TEXT,
    NUMBER,
    FLAG,
    TEXTS,
    TEXT_MAP,
    BYTES_MAP,
    METADATA,
    OWNERS,
    PRECONDITIONS
  }

  private record Field(String name, Form form) {}

  private static final Map<Integer, Field> METADATA =
      Map.of(
          1, new Field("name", Form.TEXT),
          2, new Field("generateName", Form.TEXT),
          3, new Field("namespace", Form.TEXT),
          5, new Field("uid", Form.TEXT),
          6, new Field("resourceVersion", Form.TEXT),
          11, new Field("labels", Form.TEXT_MAP),
          12, new Field("annotations", Form.TEXT_MAP),
          13, new Field("ownerReferences", Form.OWNERS),
          14, new Field("finalizers", Form.TEXTS));
  private static final Map<Integer, Field> OWNER =
      Map.of(
          1, new Field("kind", Form.TEXT),
          3, new Field("name", Form.TEXT),
          4, new Field("uid", Form.TEXT),
          5, new Field("apiVersion", Form.TEXT),
          6, new Field("controller", Form.FLAG),
          7, new Field("blockOwnerDeletion", Form.FLAG));
  private static final Map<Integer, Field> PRECONDITIONS =
      Map.of(
          1, new Field("uid", Form.TEXT),
          2, new Field("resourceVersion", Form.TEXT));
  private static final Map<String, Map<Integer, Field>> KINDS =
      Map.of(
          "ConfigMap",
          Map.of(
              1, new Field("metadata", Form.METADATA),
              2, new Field("data", Form.TEXT_MAP),
              3, new Field("binaryData", Form.BYTES_MAP),
              4, new Field("immutable", Form.FLAG)),
          "Secret",
          Map.of(
              1, new Field("metadata", Form.METADATA),
              2, new Field("data", Form.BYTES_MAP),
              3, new Field("type", Form.TEXT),
              4, new Field("stringData", Form.TEXT_MAP),
              5, new Field("immutable", Form.FLAG)),
          "Namespace",
          Map.of(1, new Field("metadata", Form.METADATA)),
          "DeleteOptions",
          Map.of(
              1, new Field("gracePeriodSeconds", Form.NUMBER),
              2, new Field("preconditions", Form.PRECONDITIONS),
              3, new Field("orphanDependents", Form.FLAG),
              4, new Field("propagationPolicy", Form.TEXT),
              5, new Field("dryRun", Form.TEXTS)));

  private ProtobufBody() {}

  static JsonNode read(byte[] body) {
    if (body.length < MAGIC.length || !Arrays.equals(body, 0, 4, MAGIC, 0, 4)) {
      throw ApiFailure.badRequest("the body lacks the protobuf envelope of Kubernetes");
    }
    String apiVersion = "";
    String kind = "";
    byte[] raw = {};
    ProtobufReader envelope =
        new ProtobufReader(Arrays.copyOfRange(body, MAGIC.length, body.length));
    while (envelope.next()) {
      if (envelope.field() == 1) {
        ProtobufReader type = new ProtobufReader(envelope.bytes());
        while (type.next()) {
          if (type.field() == 1) {
            apiVersion = text(type.bytes());
          } else if (type.field() == 2) {
            kind = text(type.bytes());
          }
        }
      } else if (envelope.field() == 2) {
        raw = envelope.bytes();
      }
    }
    Map<Integer, Field> fields = KINDS.get(kind);
    if (fields == null) {
      throw ApiFailure.unsupportedMediaType("application/vnd.kubernetes.protobuf for " + kind);
    }
    ObjectNode object = Json.object();
    object.put("apiVersion", apiVersion);
    object.put("kind", kind);
    message(raw, fields, object);
    return object;
  }

  private static void message(byte[] bytes, Map<Integer, Field> fields, ObjectNode into) {
    ProtobufReader reader = new ProtobufReader(bytes);
    while (reader.next()) {
      Field field = fields.get(reader.field());
      if (field != null) {
        value(reader, field, into);
      }
    }
  }

  private static void value(ProtobufReader reader, Field field, ObjectNode into) {
    String name = field.name();
    switch (field.form()) {
      case TEXT -> {
        String text = text(reader.bytes());
        if (!text.isEmpty()) {
          into.put(name, text);
        }
      }
      case NUMBER -> into.put(name, reader.number());
      case FLAG -> into.put(name, reader.number() != 0);
      case TEXTS -> Json.children(into, name).add(text(reader.bytes()));
      case TEXT_MAP -> entry(reader.bytes(), Json.child(into, name), false);
      case BYTES_MAP -> entry(reader.bytes(), Json.child(into, name), true);
      case METADATA -> message(reader.bytes(), METADATA, Json.child(into, name));
      case OWNERS -> message(reader.bytes(), OWNER, Json.children(into, name).addObject());
      case PRECONDITIONS -> message(reader.bytes(), PRECONDITIONS, Json.child(into, name));
    }
  }

  private static void entry(byte[] bytes, ObjectNode map, boolean binary) {
    ProtobufReader entry = new ProtobufReader(bytes);
    String key = "";
    byte[] value = {};
    while (entry.next()) {
      if (entry.field() == 1) {
        key = text(entry.bytes());
      } else {
        value = entry.bytes();
      }
    }
    map.put(key, binary ? base64(value) : text(value));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
