package io.pilothouse.operations.conformance;

import io.pilothouse.sharedmodel.blueprint.Service;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.PodTemplate;
import io.pilothouse.sharedmodel.estate.Quantity;
import java.util.Map;
import java.util.Optional;

/** Requests and limits of a service's container, whatever way they are written. */
final class ResourcesCheck implements Check<Service, Deployment> {
  @Override
  public void check(Service declared, Observed<Deployment> live, LiveSide side, Comparison say) {
    Optional<PodTemplate.Container> container = container(live.value());
    declared
        .requests()
        .ifPresent(r -> compare("requests", r, container.map(c -> c.requests()), say));
    declared.limits().ifPresent(l -> compare("limits", l, container.map(c -> c.limits()), say));
  }

  /** The one that is named as the Deployment; sidecars stand beside it. */
  static Optional<PodTemplate.Container> container(Deployment deployment) {
    var containers = deployment.template().containers();
    return containers.stream()
        .filter(c -> c.name().equals(deployment.name()))
        .findFirst()
        .or(() -> containers.stream().findFirst());
  }

  private static void compare(
      String field,
      Service.Resources declared,
      Optional<Map<String, Quantity>> live,
      Comparison say) {
    compare(field + ".cpu", "cpu", declared.cpu(), live, field, say);
    compare(field + ".memory", "memory", declared.memory(), live, field, say);
  }

  private static void compare(
      String field,
      String resource,
      String declared,
      Optional<Map<String, Quantity>> live,
      String group,
      Comparison say) {
    Optional<Value> actual =
        live.flatMap(l -> Optional.ofNullable(l.get(resource))).map(q -> Value.quantity(q.text()));
    String seen = "spec.template.spec.containers.resources." + group + "." + resource;
    if (live.isPresent() && actual.isEmpty()) {
      say.absent(field, "", Value.quantity(declared), seen);
    } else {
      say.equal(field, Value.quantity(declared), actual, seen);
    }
  }
}
