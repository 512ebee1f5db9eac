package io.pilothouse.desktopapp.topology;

import io.pilothouse.sharedmodel.stream.SystemMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Edges that are drawn as one line. Where everything in a container does the same, such as each
 * service of a pool asking one database, the container itself stands for all of them: one line says
 * what a sheaf of parallel ones would hide.
 */
record Bundle(String from, String to, String type, List<SystemMap.Edge> edges) {
  Bundle {
    edges = List.copyOf(edges);
  }

  /** The bundles of a map's shaping edges. @param shelved shelf of each item that stands in one */
  static List<Bundle> of(SystemMap map, Map<String, String> shelved) {
    List<Bundle> single = new ArrayList<>();
    for (SystemMap.Edge edge : map.edges()) {
      if (MapLayouter.SHAPING.contains(edge.type())) {
        single.add(
            new Bundle(
                shelved.getOrDefault(edge.from(), edge.from()),
                shelved.getOrDefault(edge.to(), edge.to()),
                edge.type(),
                List.of(edge)));
      }
    }
    List<Bundle> bundles = merged(single);
    for (SystemMap.Container container : map.containers()) {
      Set<String> inside =
          map.items().stream()
              .filter(i -> i.parent().filter(container.id()::equals).isPresent())
              .map(SystemMap.Item::id)
              .filter(i -> !shelved.containsKey(i))
              .collect(Collectors.toSet());
      if (inside.size() > 1) {
        bundles = gathered(bundles, inside, container.id(), Bundle::to, Bundle::from, false);
        bundles = gathered(bundles, inside, container.id(), Bundle::from, Bundle::to, true);
      }
    }
    return bundles;
  }

  private static List<Bundle> merged(List<Bundle> bundles) {
    Map<String, Bundle> merged = new LinkedHashMap<>();
    for (Bundle bundle : bundles) {
      merged.merge(
          bundle.from + " " + bundle.to + " " + bundle.type,
          bundle,
          (a, b) -> new Bundle(a.from, a.to, a.type, joined(List.of(a, b))));
    }
    return List.copyOf(merged.values());
  }

  /** Replaces, for each far end and type, the bundles of all that is inside by one. */
  private static List<Bundle> gathered(
      List<Bundle> bundles,
      Set<String> inside,
      String container,
      Function<Bundle, String> far,
      Function<Bundle, String> near,
      boolean incoming) {
    Map<String, List<Bundle>> groups = new LinkedHashMap<>();
    for (Bundle bundle : bundles) {
      if (inside.contains(near.apply(bundle)) && !inside.contains(far.apply(bundle))) {
        groups
            .computeIfAbsent(far.apply(bundle) + " " + bundle.type, fresh -> new ArrayList<>())
            .add(bundle);
      }
    }
    List<Bundle> result = new ArrayList<>(bundles);
    for (List<Bundle> group : groups.values()) {
      if (group.size() == inside.size()) {
        Bundle first = group.getFirst();
        result.removeAll(group);
        result.add(
            new Bundle(
                incoming ? first.from : container,
                incoming ? container : first.to,
                first.type,
                joined(group)));
      }
    }
    return result;
  }

  private static List<SystemMap.Edge> joined(List<Bundle> bundles) {
    return bundles.stream().flatMap(b -> b.edges.stream()).toList();
  }
}
