package io.pilothouse.deployer.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Resources in an order in which each follows what it depends on, else in the order written. */
final class DependencyOrder {
  private final Map<String, TemplateResource> all = new LinkedHashMap<>();
  private final Set<String> done = new LinkedHashSet<>();
  private final Set<String> open = new LinkedHashSet<>();

  private DependencyOrder(List<TemplateResource> resources) {
    resources.forEach(r -> all.put(r.id(), r));
  }

  /**
   * @throws IllegalStateException if one depends on itself, or on what is not there
   */
  static List<TemplateResource> of(List<TemplateResource> resources) {
    var order = new DependencyOrder(resources);
    order.all.keySet().forEach(order::visit);
    var sorted = new ArrayList<TemplateResource>();
    for (String id : order.done) {
      TemplateResource resource = order.all.get(id);
      if (resource != null) {
        sorted.add(resource);
      }
    }
    return sorted;
  }

  private void visit(String id) {
    if (done.contains(id)) {
      return;
    }
    TemplateResource resource = all.get(id);
    if (resource == null) {
      throw new IllegalStateException(
          String.join(" needs ", open) + " needs " + id + ", which is not in the template");
    }
    if (!open.add(id)) {
      throw new IllegalStateException(String.join(" needs ", open) + " needs " + id + " again");
    }
    resource.dependsOn().forEach(this::visit);
    open.remove(id);
    done.add(id);
  }
}
