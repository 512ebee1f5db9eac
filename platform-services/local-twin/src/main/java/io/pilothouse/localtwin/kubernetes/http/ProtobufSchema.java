package io.pilothouse.localtwin.kubernetes.http;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;

/**
 * Messages of the kinds that clients insist on sending as protobuf: those of Helm's storage and of
 * {@code kubectl create}. Field numbers are those of the generated.proto files of apimachinery
 * meta/v1 and of the api groups; fields that those clients do not fill are left out.
 *
 * @param fields by number
 */
record ProtobufSchema(Map<Integer, Field> fields) {

  /** How a field is written. */
  enum Form {
    TEXT,
    NUMBER,
    FLAG,
    TEXTS,
    TEXT_MAP,
    BYTES_MAP,
    QUANTITY_MAP,
    NUMBER_OR_TEXT,
    MESSAGE,
    MESSAGES
  }

  /**
   * @param of the schema of nested messages; empty for the other forms
   */
  record Field(String name, Form form, ProtobufSchema of) {}

  private static final ProtobufSchema NOTHING = new ProtobufSchema(Map.of());

  private static final ProtobufSchema OWNER =
      of(
          entry(1, text("kind")),
          entry(3, text("name")),
          entry(4, text("uid")),
          entry(5, text("apiVersion")),
          entry(6, field("controller", Form.FLAG)),
          entry(7, field("blockOwnerDeletion", Form.FLAG)));
  private static final ProtobufSchema METADATA =
      of(
          entry(1, text("name")),
          entry(2, text("generateName")),
          entry(3, text("namespace")),
          entry(5, text("uid")),
          entry(6, text("resourceVersion")),
          entry(11, field("labels", Form.TEXT_MAP)),
          entry(12, field("annotations", Form.TEXT_MAP)),
          entry(13, messages("ownerReferences", OWNER)),
          entry(14, field("finalizers", Form.TEXTS)));
  private static final ProtobufSchema SELECTOR = of(entry(1, field("matchLabels", Form.TEXT_MAP)));
  private static final ProtobufSchema RULE =
      of(
          entry(1, field("verbs", Form.TEXTS)),
          entry(2, field("apiGroups", Form.TEXTS)),
          entry(3, field("resources", Form.TEXTS)),
          entry(4, field("resourceNames", Form.TEXTS)),
          entry(5, field("nonResourceURLs", Form.TEXTS)));
  private static final ProtobufSchema BINDING =
      object(
          entry(
              2,
              messages(
                  "subjects",
                  of(
                      entry(1, text("kind")),
                      entry(2, text("apiGroup")),
                      entry(3, text("name")),
                      entry(4, text("namespace"))))),
          entry(
              3,
              message(
                  "roleRef",
                  of(entry(1, text("apiGroup")), entry(2, text("kind")), entry(3, text("name"))))));
  private static final ProtobufSchema CONTAINER =
      of(
          entry(1, text("name")),
          entry(2, text("image")),
          entry(3, field("command", Form.TEXTS)),
          entry(4, field("args", Form.TEXTS)),
          entry(
              6,
              messages(
                  "ports",
                  of(
                      entry(1, text("name")),
                      entry(3, field("containerPort", Form.NUMBER)),
                      entry(4, text("protocol"))))));
  private static final ProtobufSchema POD_TEMPLATE =
      object(
          entry(
              2,
              message(
                  "spec",
                  of(
                      entry(2, messages("containers", CONTAINER)),
                      entry(3, text("restartPolicy"))))));
  private static final ProtobufSchema SERVICE_PORT =
      of(
          entry(1, text("name")),
          entry(2, text("protocol")),
          entry(3, field("port", Form.NUMBER)),
          entry(4, field("targetPort", Form.NUMBER_OR_TEXT)),
          entry(5, field("nodePort", Form.NUMBER)));

  private static final Map<String, ProtobufSchema> KINDS =
      Map.ofEntries(
          entry(
              "ConfigMap",
              object(
                  entry(2, field("data", Form.TEXT_MAP)),
                  entry(3, field("binaryData", Form.BYTES_MAP)),
                  entry(4, field("immutable", Form.FLAG)))),
          entry(
              "Secret",
              object(
                  entry(2, field("data", Form.BYTES_MAP)),
                  entry(3, text("type")),
                  entry(4, field("stringData", Form.TEXT_MAP)),
                  entry(5, field("immutable", Form.FLAG)))),
          entry("Namespace", object()),
          entry("ServiceAccount", object()),
          entry(
              "TokenRequest",
              object(
                  entry(
                      2,
                      message(
                          "spec",
                          of(
                              entry(1, field("audiences", Form.TEXTS)),
                              entry(4, field("expirationSeconds", Form.NUMBER))))))),
          entry("RoleBinding", BINDING),
          entry("ClusterRoleBinding", BINDING),
          entry("Role", object(entry(2, messages("rules", RULE)))),
          entry("ClusterRole", object(entry(2, messages("rules", RULE)))),
          entry(
              "ResourceQuota",
              object(entry(2, message("spec", of(entry(1, field("hard", Form.QUANTITY_MAP))))))),
          entry(
              "PodDisruptionBudget",
              object(
                  entry(
                      2,
                      message(
                          "spec",
                          of(
                              entry(1, field("minAvailable", Form.NUMBER_OR_TEXT)),
                              entry(2, message("selector", SELECTOR)),
                              entry(3, field("maxUnavailable", Form.NUMBER_OR_TEXT))))))),
          entry(
              "Deployment",
              object(
                  entry(
                      2,
                      message(
                          "spec",
                          of(
                              entry(1, field("replicas", Form.NUMBER)),
                              entry(2, message("selector", SELECTOR)),
                              entry(3, message("template", POD_TEMPLATE))))))),
          entry(
              "Job",
              object(entry(2, message("spec", of(entry(6, message("template", POD_TEMPLATE))))))),
          entry(
              "Service",
              object(
                  entry(
                      2,
                      message(
                          "spec",
                          of(
                              entry(1, messages("ports", SERVICE_PORT)),
                              entry(2, field("selector", Form.TEXT_MAP)),
                              entry(3, text("clusterIP")),
                              entry(4, text("type")),
                              entry(10, text("externalName"))))))),
          entry(
              "DeleteOptions",
              of(
                  entry(1, field("gracePeriodSeconds", Form.NUMBER)),
                  entry(
                      2,
                      message(
                          "preconditions",
                          of(entry(1, text("uid")), entry(2, text("resourceVersion"))))),
                  entry(3, field("orphanDependents", Form.FLAG)),
                  entry(4, text("propagationPolicy")),
                  entry(5, field("dryRun", Form.TEXTS)))));

  /** The message of a kind; nothing when it is not known. */
  static Optional<ProtobufSchema> of(String kind) {
    return Optional.ofNullable(KINDS.get(kind));
  }

  @SafeVarargs
  private static ProtobufSchema of(Map.Entry<Integer, Field>... fields) {
    return new ProtobufSchema(Map.ofEntries(fields));
  }

  /** An object with its metadata as the first field. */
  @SafeVarargs
  private static ProtobufSchema object(Map.Entry<Integer, Field>... fields) {
    var all = new java.util.HashMap<Integer, Field>(Map.ofEntries(fields));
    all.put(1, message("metadata", METADATA));
    return new ProtobufSchema(Map.copyOf(all));
  }

  private static Field text(String name) {
    return field(name, Form.TEXT);
  }

  private static Field field(String name, Form form) {
    return new Field(name, form, NOTHING);
  }

  private static Field message(String name, ProtobufSchema of) {
    return new Field(name, Form.MESSAGE, of);
  }

  private static Field messages(String name, ProtobufSchema of) {
    return new Field(name, Form.MESSAGES, of);
  }
}
