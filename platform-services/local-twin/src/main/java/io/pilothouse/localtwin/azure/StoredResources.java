package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * Resources of one type that are configuration alone, with what stands below them: kept as they are
 * written, with what Azure adds and refuses. Written by PUT, PATCH and DELETE; an {@code If-Match}
 * that is not the present etag is refused.
 */
final class StoredResources implements ResourceProvider {
  private final StoredType type;
  private final AzureScope scope;
  private final ResourceStore store;
  private final UnaryOperator<ObjectNode> live;
  private final BiConsumer<String, ObjectNode> made;

  /**
   * @param live adds to a resource what changes by itself, each time that it is read
   * @param made is told the name of one that is written, before it is
   */
  StoredResources(
      StoredType type,
      AzureScope scope,
      ResourceStore store,
      UnaryOperator<ObjectNode> live,
      BiConsumer<String, ObjectNode> made) {
    this.live = live;
    this.made = made;
    this.type = type;
    this.scope = scope;
    this.store = store;
  }

  @Override
  public String type() {
    return type.name();
  }

  @Override
  public List<ObjectNode> list() {
    return store.below(collection(List.of()));
  }

  @Override
  public Arm.Response answer(Arm.Request request, String name, List<String> rest) {
    List<StoredType> types = new ArrayList<>(List.of(type));
    List<String> names = new ArrayList<>(List.of(name));
    for (int i = 0; i < rest.size(); i++) {
      if (i % 2 == 1) {
        names.add(rest.get(i));
        continue;
      }
      StoredType child =
          types.getLast().child(rest.get(i)).orElseThrow(() -> Arm.Failure.noSuchPath(request));
      types.add(child);
    }
    if (!request.is("GET")) {
      synchronized (store) { // what is written follows from what was read
        return answer(request, types, names);
      }
    }
    return answer(request, types, names);
  }

  private Arm.Response answer(Arm.Request request, List<StoredType> types, List<String> names) {
    return names.size() < types.size()
        ? list(request, types, names)
        : one(request, new Place(types, names));
  }

  private Arm.Response list(Arm.Request request, List<StoredType> types, List<String> names) {
    if (!request.is("GET")) {
      throw Arm.Failure.methodNotAllowed(request);
    }
    var parent = new Place(types.subList(0, names.size()), names);
    ObjectNode holder = found(parent);
    StoredType child = types.getLast();
    return Arm.Response.ok(
        Arm.page(
            child.embedded()
                ? Embedded.all(holder, child)
                : store.below(id(parent) + "/" + child.name() + "/").stream().map(live).toList()));
  }

  private Arm.Response one(Arm.Request request, Place place) {
    return switch (request.method()) {
      case "GET" -> Arm.Response.ok(live.apply(found(place)));
      case "PUT" -> {
        boolean existed = lookup(place).isPresent();
        requireMatch(request, place);
        ObjectNode written = put(place, object(request));
        yield new Arm.Response(existed ? 200 : place.type().created(), written, Map.of());
      }
      case "PATCH" -> {
        ObjectNode merged = found(place).deepCopy();
        requireMatch(request, place);
        JsonMerge.into(merged, object(request));
        yield Arm.Response.ok(put(place, merged));
      }
      case "DELETE" -> {
        requireMatch(request, place);
        yield Arm.Response.empty(remove(place) ? 200 : 204);
      }
      default -> throw Arm.Failure.methodNotAllowed(request);
    };
  }

  /** Creates or replaces a resource, as a PUT does. */
  ObjectNode put(List<String> below, List<String> names, ObjectNode body) {
    List<StoredType> types = new ArrayList<>(List.of(type));
    for (String child : below) {
      types.add(types.getLast().child(child).orElseThrow());
    }
    return put(new Place(types, names), body);
  }

  private ObjectNode put(Place place, ObjectNode body) {
    StoredType own = place.type();
    Optional<ObjectNode> before = lookup(place);
    if (own.tracked() && !body.path("location").isTextual()) {
      throw new Arm.Failure(
          400, "LocationRequired", "The location property is required for this definition.");
    }
    before.ifPresent(known -> StoredRules.refuseChange(own, place.name(), known, body));
    ObjectNode resource = StoredRules.completed(typeName(place), id(place), place.name(), body);
    Optional<Place> parent = place.parent();
    if (own.embedded()) {
      ObjectNode holder = found(parent.orElseThrow()).deepCopy();
      Embedded.put(holder, own, resource);
      return Embedded.one(put(parent.orElseThrow(), holder), own, place.name()).orElseThrow();
    }
    parent.ifPresent(p -> {
      if (lookup(p).isEmpty()) {
        throw new Arm.Failure(
            404,
            "ParentResourceNotFound",
            "Failed to perform 'write' on resource of type '%s', because the parent resource '%s' could not be found."
                .formatted(typeName(place), id(p)));
      }
    });
    own.children().stream()
        .filter(StoredType::embedded)
        .forEach(child ->
            Embedded.complete(
                resource,
                child,
                (name, element) -> {
                  Place inside = place.inside(child, name);
                  return StoredRules.completed(typeName(inside), id(inside), name, element);
                }));
    StoredRules.check(typeName(place), resource);
    if (parent.isEmpty()) {
      made.accept(place.name(), resource);
    }
    new VaultSecrets(store).keep(typeName(place), id(place), body);
    store.put(id(place), resource);
    return resource;
  }

  private boolean remove(Place place) {
    if (!place.type().embedded()) {
      return store.remove(id(place));
    }
    Place parent = place.parent().orElseThrow();
    Optional<ObjectNode> holder = lookup(parent).map(ObjectNode::deepCopy);
    boolean was = holder.map(h -> Embedded.remove(h, place.type(), place.name())).orElse(false);
    if (was) {
      put(parent, holder.orElseThrow());
    }
    return was;
  }

  private Optional<ObjectNode> lookup(Place place) {
    return place.type().embedded()
        ? lookup(place.parent().orElseThrow())
            .flatMap(holder -> Embedded.one(holder, place.type(), place.name()))
        : store.get(id(place));
  }

  private ObjectNode found(Place place) {
    return lookup(place)
        .orElseThrow(
            () -> Arm.Failure.notFound(typeName(place), String.join("/", place.names()), scope));
  }

  private void requireMatch(Arm.Request request, Place place) {
    request
        .ifMatch()
        .filter(etag -> !etag.equals("*"))
        .ifPresent(etag -> {
          if (!lookup(place).map(r -> r.path("etag").asText("")).equals(Optional.of(etag))) {
            throw new Arm.Failure(
                412,
                "PreconditionFailed",
                "Precondition failed: the If-Match value is not the resource's etag.");
          }
        });
  }

  private static ObjectNode object(Arm.Request request) {
    if (request.body() instanceof ObjectNode body) {
      return body;
    }
    throw new Arm.Failure(
        400, "InvalidRequestContent", "The request content was invalid: an object is expected.");
  }

  private String collection(List<String> names) {
    return scope.resourceGroupId() + "/providers/" + type.name() + "/" + String.join("/", names);
  }

  private String id(Place place) {
    var id = new StringBuilder(scope.resourceId(type.name(), place.names().getFirst()));
    for (int i = 1; i < place.types().size(); i++) {
      id.append('/').append(place.types().get(i).name()).append('/').append(place.names().get(i));
    }
    return id.toString();
  }

  private static String typeName(Place place) {
    return String.join("/", place.types().stream().map(StoredType::name).toList());
  }

  /** A path below a resource group: types and names, of one length. */
  private record Place(List<StoredType> types, List<String> names) {
    Place {
      types = List.copyOf(types);
      names = List.copyOf(names);
    }

    StoredType type() {
      return types.getLast();
    }

    String name() {
      return names.getLast();
    }

    Optional<Place> parent() {
      int depth = names.size() - 1;
      return depth == 0
          ? Optional.empty()
          : Optional.of(new Place(types.subList(0, depth), names.subList(0, depth)));
    }

    Place inside(StoredType child, String childName) {
      var allTypes = new ArrayList<>(types);
      allTypes.add(child);
      var allNames = new ArrayList<>(names);
      allNames.add(childName);
      return new Place(allTypes, allNames);
    }
  }
}
