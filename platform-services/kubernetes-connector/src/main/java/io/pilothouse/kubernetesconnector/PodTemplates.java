package io.pilothouse.kubernetesconnector;

import static io.pilothouse.kubernetesconnector.PlatformText.list;
import static io.pilothouse.kubernetesconnector.PlatformText.map;
import static io.pilothouse.kubernetesconnector.PlatformText.text;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Pod templates as a person compares them. Pure. */
final class PodTemplates {
  /** The label that the Deployment's controller adds to each ReplicaSet's template. */
  private static final String TEMPLATE_HASH = "pod-template-hash";

  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private PodTemplates() {}

  /** As YAML, in a fixed order of fields, without the controller's label. */
  static String yaml(PodTemplateSpec template) {
    String yaml = SERIALIZATION.asYaml(withoutHash(template));
    return yaml.startsWith("---\n") ? yaml.substring(4) : yaml;
  }

  /** The template as its author wrote it, labels in the order of their names. */
  static PodTemplateSpec withoutHash(PodTemplateSpec template) {
    if (template.getMetadata() == null || map(template.getMetadata().getLabels()).isEmpty()) {
      return template;
    }
    var labels = new TreeMap<>(template.getMetadata().getLabels());
    labels.remove(TEMPLATE_HASH);
    return new PodTemplateSpecBuilder(template)
        .editMetadata()
        .withLabels(labels)
        .endMetadata()
        .build();
  }

  /** The template in what a ControllerRevision holds: a patch of a StatefulSet that replaces it. */
  static PodTemplateSpec ofPatch(@Nullable Object data) {
    Map<?, ?> patch = data == null ? Map.of() : SERIALIZATION.convertValue(data, Map.class);
    if (patch.get("spec") instanceof Map<?, ?> spec
        && spec.get("template") instanceof Map<?, ?> t) {
      var template = new LinkedHashMap<Object, Object>(t);
      template.remove("$patch");
      return SERIALIZATION.convertValue(template, PodTemplateSpec.class);
    }
    return new PodTemplateSpec();
  }

  static List<String> images(PodTemplateSpec template) {
    return Optional.ofNullable(template.getSpec())
        .map(spec -> list(spec.getContainers()))
        .orElse(List.of())
        .stream()
        .map(Container::getImage)
        .flatMap(image -> text(image).stream())
        .toList();
  }
}
