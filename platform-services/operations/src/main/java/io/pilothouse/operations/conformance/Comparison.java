package io.pilothouse.operations.conformance;

import io.pilothouse.sharedmodel.blueprint.Source;
import io.pilothouse.sharedmodel.conformance.Difference.Kind;
import io.pilothouse.sharedmodel.conformance.NotChecked;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.Resource;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.List;
import java.util.Optional;

/**
 * One component held against one live resource: what a check says in. A declared value without a
 * live one counts as not checked, since the platform does not report it.
 *
 * @param component id, or name of what has none
 * @param name how a person calls it
 * @param part the place in the document of the part of the component that is compared
 */
record Comparison(
    Places places,
    Findings findings,
    String component,
    String name,
    Optional<Source> part,
    Observed<? extends Resource> live) {

  /** The same of a part that stands at its own place in the document. */
  Comparison at(Optional<Source> place) {
    return new Comparison(places, findings, component, name, place.or(() -> part), live);
  }

  /** The same, with the evidence of another resource that belongs to the component. */
  Comparison on(Observed<? extends Resource> other) {
    return new Comparison(places, findings, component, name, part, other);
  }

  /** A component inside of the one at hand, such as a queue of its namespace. */
  Comparison of(String component, String name, Optional<Source> place) {
    return new Comparison(places, findings, component, name, place, live);
  }

  /** Whether the format needed a value that no document states: nothing is held against it. */
  boolean assumed(String field) {
    return places.assumed(component, field);
  }

  /** Two values. @param seen the platform's name of the field */
  void equal(String field, Value declared, Optional<Value> actual, String seen) {
    equal(field, "", declared, actual, seen);
  }

  /** Two values. @param which tells several of one field apart */
  void equal(String field, String which, Value declared, Optional<Value> actual, String seen) {
    if (places.assumed(component, field)) {
      notChecked(field, declared, Sentence.of("conformance.assumed"));
    } else if (actual.isEmpty()) {
      notChecked(field, declared, Sentence.of("conformance.not-reported", seen));
    } else {
      findings.checked();
      if (!declared.same(actual.get())) {
        different(field, which, declared, actual.get(), seen);
      }
    }
  }

  /** Two values, of which the document may leave its own out. */
  void equal(String field, Optional<Value> declared, Optional<Value> actual, String seen) {
    declared.ifPresent(d -> equal(field, d, actual, seen));
  }

  private void different(String field, String which, Value declared, Value actual, String seen) {
    add(
        Kind.DIFFERENT,
        field,
        which,
        Optional.of(declared.text()),
        Optional.of(actual.text()),
        Sentence.of("conformance.different", term(field), name, declared.text(), actual.text()),
        seen);
  }

  /** Declared, and the resource is without it. @param which tells several of one field apart */
  void absent(String field, String which, Value declared, String seen) {
    if (places.assumed(component, field)) {
      notChecked(field, declared, Sentence.of("conformance.assumed"));
      return;
    }
    findings.checked();
    add(
        Kind.ABSENT,
        field,
        which,
        Optional.of(declared.text()),
        Optional.empty(),
        field.isEmpty()
            ? Sentence.of("conformance.absent-part", name, live.value().name())
            : Sentence.of("conformance.absent", term(field), name, declared.text()),
        seen);
  }

  /** The resource has it, and no document says so. @param which tells several of one field apart */
  void undeclared(String field, String which, Value actual, String seen) {
    add(
        Kind.UNDECLARED,
        field,
        which,
        Optional.empty(),
        Optional.of(actual.text()),
        Sentence.of("conformance.undeclared", term(field), name, actual.text()),
        seen);
  }

  void notChecked(String field, Value declared, Sentence reason) {
    findings.add(
        new NotChecked(
            component,
            field,
            Optional.of(declared.text()),
            reason,
            places.of(component, field, part)));
  }

  static Sentence term(String field) {
    return Sentence.of("conformance.field." + field);
  }

  private void add(
      Kind kind,
      String field,
      String which,
      Optional<String> declared,
      Optional<String> actual,
      Sentence sentence,
      String seen) {
    findings.add(
        new Found(
            component
                + (field.isEmpty() ? "" : "." + field)
                + (which.isEmpty() ? "" : "[" + which + "]"),
            kind,
            component,
            field,
            declared,
            actual,
            sentence,
            kind == Kind.UNDECLARED ? Optional.empty() : places.of(component, field, part),
            List.of(
                live.value().id().value() + (seen.isEmpty() ? "" : " " + seen),
                live.source() + " " + live.observedAt()),
            Optional.of(live.value().id())));
  }
}
