package io.pilothouse.localtwin.kubernetes.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Function;

/** Bodies in Kubernetes' protobuf envelope, of the kinds in {@link ProtobufSchema}. */
final class ProtobufBody {
  private static final byte[] MAGIC = {'k', '8', 's', 0};

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
    String sent = kind;
    ProtobufSchema schema =
        ProtobufSchema.of(kind)
            .orElseThrow(() ->
                ApiFailure.unsupportedMediaType("application/vnd.kubernetes.protobuf for " + sent));
    ObjectNode object = Json.object();
    object.put("apiVersion", apiVersion);
    object.put("kind", kind);
    message(raw, schema, object);
    return object;
  }

  private static void message(byte[] bytes, ProtobufSchema schema, ObjectNode into) {
    ProtobufReader reader = new ProtobufReader(bytes);
    while (reader.next()) {
      ProtobufSchema.Field field = schema.fields().get(reader.field());
      if (field != null) {
        value(reader, field, into);
      }
    }
  }

  private static void value(ProtobufReader reader, ProtobufSchema.Field field, ObjectNode into) {
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
      case TEXT_MAP -> entry(reader.bytes(), Json.child(into, name), ProtobufBody::text);
      case BYTES_MAP -> entry(reader.bytes(), Json.child(into, name), ProtobufBody::base64);
      case QUANTITY_MAP -> entry(reader.bytes(), Json.child(into, name), ProtobufBody::quantity);
      case NUMBER_OR_TEXT -> numberOrText(reader.bytes(), name, into);
      case MESSAGE -> message(reader.bytes(), field.of(), Json.child(into, name));
      case MESSAGES -> message(reader.bytes(), field.of(), Json.children(into, name).addObject());
    }
  }

  /** An IntOrString: its type, then the number or the text. */
  private static void numberOrText(byte[] bytes, String name, ObjectNode into) {
    ProtobufReader reader = new ProtobufReader(bytes);
    boolean isText = false;
    while (reader.next()) {
      switch (reader.field()) {
        case 1 -> isText = reader.number() == 1;
        case 2 -> {
          if (!isText) {
            into.put(name, reader.number());
          }
        }
        default -> {
          if (isText) {
            into.put(name, text(reader.bytes()));
          }
        }
      }
    }
  }

  private static String quantity(byte[] bytes) {
    ProtobufReader reader = new ProtobufReader(bytes);
    return reader.next() ? text(reader.bytes()) : "0";
  }

  private static void entry(byte[] bytes, ObjectNode map, Function<byte[], String> form) {
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
    map.put(key, form.apply(value));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
