package io.pilothouse.blueprints.review.cluster;

import io.pilothouse.blueprints.review.Design;
import io.pilothouse.sharedmodel.blueprint.Relation;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Circles of requests between services. Takes time in proportion to the relations. */
final class Cycles {
  private final Map<String, Set<String>> calls = new LinkedHashMap<>();
  private final Set<String> done = new HashSet<>();
  private final LinkedHashSet<String> way = new LinkedHashSet<>();
  private final List<List<String>> found = new ArrayList<>();

  private Cycles(Design design) {
    Set<String> services =
        design.blueprint().services().stream().map(Service::id).collect(Collectors.toSet());
    for (Relation r : design.blueprint().relations()) {
      if (r.type() == Relation.Type.REQUEST
          && services.contains(r.from())
          && services.contains(r.to())) {
        calls.computeIfAbsent(r.from(), id -> new LinkedHashSet<>()).add(r.to());
      }
    }
  }

  /** One circle for each call that closes one, as ids that begin and end with the same. */
  static List<List<String>> of(Design design) {
    var cycles = new Cycles(design);
    List.copyOf(cycles.calls.keySet()).forEach(cycles::follow);
    return List.copyOf(cycles.found);
  }

  private void follow(String service) {
    if (done.contains(service)) {
      return;
    }
    way.add(service);
    for (String next : calls.getOrDefault(service, Set.of())) {
      if (way.contains(next)) {
        var circle = new ArrayList<>(way);
        circle.subList(0, circle.indexOf(next)).clear();
        circle.add(next);
        found.add(List.copyOf(circle));
      } else {
        follow(next);
      }
    }
    way.remove(service);
    done.add(service);
  }
}
