package io.pilothouse.operations.conformance;

import io.pilothouse.sharedmodel.blueprint.Source;
import io.pilothouse.sharedmodel.conformance.Difference;
import io.pilothouse.sharedmodel.conformance.NotChecked;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.Resource;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A component that is one live resource.
 *
 * @param declaredAs how a missing one is named: the resource's declared name
 * @param beside what else of the live system its checks look at
 */
record BoundSubject<C, R extends Resource>(
    C declared,
    String component,
    String name,
    String declaredAs,
    Optional<Source> source,
    Class<R> type,
    Optional<String> namespace,
    List<Check<C, R>> checks,
    BiFunction<LiveSide, R, List<Object>> beside)
    implements Subject {

  @Override
  public List<Object> restsOn(LiveSide side) {
    var parts = new ArrayList<Object>();
    parts.add(side.bindings().ambiguous(component));
    parts.add(side.sees(type, namespace));
    Optional<Observed<R>> live = side.bound(component, type);
    if (live.isPresent()) {
      parts.add(live.get().value());
      parts.add(side.current(live.get()));
      parts.addAll(beside.apply(side, live.get().value()));
    } else {
      // Why it is not seen is said in words; they change with the source.
      parts.add(side.unseen(type).key().intern());
    }
    return parts;
  }

  @Override
  public void compare(LiveSide side, Places places, Findings into) {
    Optional<Observed<R>> live = side.bound(component, type);
    if (side.bindings().ambiguous(component)) {
      into.add(notChecked(Sentence.of("conformance.ambiguous")));
    } else if (live.isPresent() && side.current(live.get())) {
      into.checked();
      var say = new Comparison(places, into, component, name, source, live.get());
      checks.forEach(c -> c.check(declared, live.get(), side, say));
    } else if (live.isEmpty() && side.sees(type, namespace)) {
      into.checked();
      into.add(absent(side));
    } else {
      into.add(notChecked(side.unseen(type)));
    }
  }

  private NotChecked notChecked(Sentence reason) {
    return new NotChecked(component, "", Optional.of(declaredAs), reason, source);
  }

  private Found absent(LiveSide side) {
    return new Found(
        component,
        Difference.Kind.ABSENT,
        component,
        "",
        Optional.of(declaredAs),
        Optional.empty(),
        Sentence.of("conformance.absent-component", name, LiveSide.kind(type), declaredAs),
        source,
        List.of(side.listed(type)),
        Optional.empty());
  }
}
