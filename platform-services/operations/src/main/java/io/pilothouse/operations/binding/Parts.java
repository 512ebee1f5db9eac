package io.pilothouse.operations.binding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * The parts of one bound resource, such as subnets or queues, each with its declared counterpart:
 * by name, then by name without case and hyphens, then by what else tells.
 *
 * @param missing declared ones without a live one
 * @param extra live ones without a declared one
 */
public record Parts<D, L>(Map<D, L> pairs, List<D> missing, List<L> extra) {

  /** Matches by name alone. */
  public static <D, L> Parts<D, L> match(
      List<D> declared, Function<D, List<String>> called, List<L> live, Function<L, String> name) {
    return match(declared, called, live, name, (d, l) -> false);
  }

  /** Matches by name, and where no name matches by something else. */
  public static <D, L> Parts<D, L> match(
      List<D> declared,
      Function<D, List<String>> called,
      List<L> live,
      Function<L, String> name,
      BiPredicate<D, L> otherwise) {
    var pairs = new LinkedHashMap<D, L>();
    var missing = new ArrayList<>(declared);
    var extra = new ArrayList<>(live);
    List<BiPredicate<D, L>> rules =
        List.of(
            (d, l) -> called.apply(d).stream().anyMatch(name.apply(l)::equalsIgnoreCase),
            (d, l) ->
                called.apply(d).stream()
                    .map(NameRules::normalised)
                    .anyMatch(NameRules.normalised(name.apply(l))::equals),
            otherwise);
    for (BiPredicate<D, L> rule : rules) {
      for (D wanted : List.copyOf(missing)) {
        Optional<L> found = extra.stream().filter(l -> rule.test(wanted, l)).findFirst();
        found.ifPresent(l -> {
          pairs.put(wanted, l);
          missing.remove(wanted);
          extra.remove(l);
        });
      }
    }
    return new Parts<>(pairs, List.copyOf(missing), List.copyOf(extra));
  }
}
