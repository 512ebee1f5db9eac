package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the expressions of one template mean where it is deployed. What {@code reference} names is
 * read when the expression is evaluated, so resources are evaluated when those before them exist.
 *
 * @param group the resource group's name; empty for a deployment to the subscription
 * @param parameters their values
 * @param read a resource by its id, as it is now
 */
record TemplateScope(
    AzureScope azure,
    Optional<String> group,
    String deployment,
    ObjectNode parameters,
    JsonNode variables,
    Function<String, Optional<JsonNode>> read) {

  /** A copy of it with every expression evaluated. */
  JsonNode evaluated(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode all = Arm.object();
        object.properties().forEach(f -> all.set(f.getKey(), evaluated(f.getValue())));
        yield all;
      }
      case ArrayNode array -> {
        ArrayNode all = Arm.array();
        array.forEach(element -> all.add(evaluated(element)));
        yield all;
      }
      default -> node.isTextual() ? evaluated(node.textValue()) : node;
    };
  }

  /** The same, but what refers to a resource that is not there yet stays an expression. */
  JsonNode known(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode all = Arm.object();
        object.properties().forEach(f -> all.set(f.getKey(), known(f.getValue())));
        yield all;
      }
      case ArrayNode array -> {
        ArrayNode all = Arm.array();
        array.forEach(element -> all.add(known(element)));
        yield all;
      }
      default -> {
        try {
          yield evaluated(node);
        } catch (Arm.Failure absent) {
          if (absent.status() != 404) {
            throw absent;
          }
          yield node;
        }
      }
    };
  }

  private JsonNode evaluated(String text) {
    if (TemplateExpression.is(text)) {
      return TemplateExpression.evaluate(text, this::call);
    }
    return text(text.startsWith("[[") ? text.substring(1) : text);
  }

  private JsonNode call(String function, List<JsonNode> arguments) {
    return switch (function.toLowerCase(Locale.ROOT)) {
      case "parameters" -> named(parameters, arguments, "parameter");
      case "variables" -> evaluated(named(variables, arguments, "variable"));
      case "concat" -> text(joined(arguments));
      case "format" -> text(formatted(arguments));
      case "tolower" -> text(first(arguments).toLowerCase(Locale.ROOT));
      case "toupper" -> text(first(arguments).toUpperCase(Locale.ROOT));
      case "string" -> text(first(arguments));
      case "guid" -> text(uuid(joined(arguments)));
      case "uniquestring" -> text(uuid(joined(arguments)).replace("-", "").substring(0, 13));
      case "equals" -> bool(arguments.get(0).equals(arguments.get(1)));
      case "not" -> bool(!arguments.getFirst().asBoolean());
      case "if" -> arguments.get(0).asBoolean() ? arguments.get(1) : arguments.get(2);
      case "subscription" -> subscription();
      case "tenant" -> Arm.object().put("tenantId", azure.tenant());
      case "resourcegroup" -> groupItself();
      case "deployment" -> Arm.object().put("name", deployment);
      case "resourceid" -> text(resourceId(arguments));
      case "subscriptionresourceid" ->
          text(id("/subscriptions/" + azure.subscription(), strings(arguments)));
      case "tenantresourceid" -> text(id("", strings(arguments)));
      case "extensionresourceid" -> {
        List<String> words = strings(arguments);
        yield text(id(words.getFirst(), words.subList(1, words.size())));
      }
      case "reference" -> reference(arguments);
      case "listkeys" -> keys(arguments);
      case "uricomponent" ->
          text(URLEncoder.encode(first(arguments), StandardCharsets.UTF_8).replace("+", "%20"));
      default -> throw invalid("The template function '%s' is not valid.".formatted(function));
    };
  }

  private JsonNode named(JsonNode values, List<JsonNode> arguments, String kind) {
    String name = first(arguments);
    JsonNode value = values.path(name);
    if (value.isMissingNode()) {
      throw invalid("The template %s '%s' is not found.".formatted(kind, name));
    }
    return value;
  }

  private JsonNode reference(List<JsonNode> arguments) {
    String id = first(arguments);
    JsonNode resource =
        read.apply(id)
            .orElseThrow(() ->
                new Arm.Failure(
                    404,
                    "ResourceNotFound",
                    "The resource '%s' that the template refers to is not there.".formatted(id)));
    boolean full = arguments.size() > 2 && arguments.get(2).asText().equalsIgnoreCase("Full");
    return full ? resource : resource.path("properties");
  }

  /** Keys of a resource that is there. The twin's are made up: no process of it takes them. */
  private JsonNode keys(List<JsonNode> arguments) {
    String id = first(arguments);
    reference(arguments.subList(0, 1));
    ObjectNode keys = Arm.object();
    for (String which : List.of("primary", "secondary")) {
      String key = uuid(id.toLowerCase(Locale.ROOT) + which).replace("-", "");
      keys.put(which + "Key", key)
          .put(which + "ConnectionString", "Endpoint=sb://twin/;SharedAccessKey=" + key);
    }
    keys.putArray("keys")
        .addObject()
        .put("keyName", "key1")
        .put("value", keys.path("primaryKey").asText());
    return keys;
  }

  /** The group and subscription may be said before the type, which is the first with a slash. */
  private String resourceId(List<JsonNode> arguments) {
    List<String> words = strings(arguments);
    int type = 0;
    while (type < words.size() && !words.get(type).contains("/")) {
      type++;
    }
    String subscription = type > 1 ? words.getFirst() : azure.subscription();
    Optional<String> named = type > 0 ? Optional.of(words.get(type - 1)) : group;
    String scope =
        "/subscriptions/" + subscription + named.map(name -> "/resourceGroups/" + name).orElse("");
    return id(scope, words.subList(type, words.size()));
  }

  /** {@code scope/providers/Namespace/type/name/childType/childName}. */
  private static String id(String scope, List<String> typeAndNames) {
    String[] types = typeAndNames.getFirst().split("/", -1);
    var id = new StringBuilder(scope).append("/providers/").append(types[0]);
    for (int i = 1; i < types.length; i++) {
      id.append('/').append(types[i]).append('/').append(typeAndNames.get(i));
    }
    return id.toString();
  }

  private JsonNode subscription() {
    return Arm.object()
        .put("id", "/subscriptions/" + azure.subscription())
        .put("subscriptionId", azure.subscription())
        .put("tenantId", azure.tenant());
  }

  private JsonNode groupItself() {
    String name =
        group.orElseThrow(
            () -> invalid("resourceGroup() has no meaning in a deployment to a subscription."));
    return Arm.object()
        .put("id", "/subscriptions/%s/resourceGroups/%s".formatted(azure.subscription(), name))
        .put("name", name)
        .put("location", azure.location());
  }

  private static String formatted(List<JsonNode> arguments) {
    String pattern = first(arguments);
    for (int i = 1; i < arguments.size(); i++) {
      pattern = pattern.replace("{" + (i - 1) + "}", arguments.get(i).asText());
    }
    return pattern;
  }

  private static String first(List<JsonNode> arguments) {
    if (arguments.isEmpty()) {
      throw invalid("An argument is missing.");
    }
    return arguments.getFirst().asText();
  }

  private static List<String> strings(List<JsonNode> arguments) {
    return arguments.stream().map(JsonNode::asText).toList();
  }

  private static String joined(List<JsonNode> arguments) {
    return arguments.stream().map(JsonNode::asText).collect(Collectors.joining());
  }

  /** Azure's own function is not published; this one is as steady. */
  private static String uuid(String of) {
    return UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static JsonNode text(String value) {
    return JsonNodeFactory.instance.textNode(value);
  }

  private static JsonNode bool(boolean value) {
    return JsonNodeFactory.instance.booleanNode(value);
  }

  private static Arm.Failure invalid(String message) {
    return new Arm.Failure(
        400, "InvalidTemplate", "Deployment template validation failed: '" + message + "'.");
  }
}
