package io.pilothouse.desktopapp.design;

import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Component;
import io.pilothouse.sharedmodel.blueprint.Document;
import io.pilothouse.sharedmodel.blueprint.Source;
import io.pilothouse.sharedmodel.conformance.Ambiguity;
import io.pilothouse.sharedmodel.conformance.Conformance;
import io.pilothouse.sharedmodel.conformance.Difference;
import io.pilothouse.sharedmodel.conformance.NotChecked;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.util.Subscription;

/** How the live system differs from its documents, as a person reads it. */
public final class DesignViewModel implements AutoCloseable {
  /** A difference with the name of its component and the file and line that it breaks. */
  public record Entry(Difference difference, String componentName, Optional<String> where) {}

  /** Facts that are not checked for the same reason. */
  public record Unchecked(Sentence reason, List<NotChecked> facts) {
    public Unchecked {
      facts = List.copyOf(facts);
    }
  }

  private final ReadOnlyObjectWrapper<List<Entry>> entries = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<List<Ambiguity>> ambiguities =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<List<Unchecked>> unchecked =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyIntegerWrapper count = new ReadOnlyIntegerWrapper();
  private final ReadOnlyIntegerWrapper checked = new ReadOnlyIntegerWrapper();
  private final ObjectProperty<Optional<Difference.Kind>> kind =
      new SimpleObjectProperty<>(Optional.empty());
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, String> files = new HashMap<>();
  private final Subscription subscription;
  private Conformance shown = Conformance.none();

  public DesignViewModel(LiveSession live) {
    live.session().blueprint().ifPresent(this::read);
    this.subscription = live.state().subscribe(this::show);
  }

  private void read(Blueprint blueprint) {
    for (Component component : blueprint.components()) {
      names.put(component.id(), component.name());
    }
    blueprint.alertRules().forEach(r -> names.put(r.id(), r.name()));
    for (Document document : blueprint.documents()) {
      files.put(document.id(), document.file());
    }
  }

  /** The differences, in the order of the blueprint. */
  public ReadOnlyObjectProperty<List<Entry>> entries() {
    return entries.getReadOnlyProperty();
  }

  /** What is asked rather than guessed. */
  public ReadOnlyObjectProperty<List<Ambiguity>> ambiguities() {
    return ambiguities.getReadOnlyProperty();
  }

  /** What nobody could check, by reason. */
  public ReadOnlyObjectProperty<List<Unchecked>> unchecked() {
    return unchecked.getReadOnlyProperty();
  }

  /** How many differences there are. */
  public ReadOnlyIntegerProperty count() {
    return count.getReadOnlyProperty();
  }

  /** How many declared facts were held against the live system. */
  public ReadOnlyIntegerProperty checked() {
    return checked.getReadOnlyProperty();
  }

  /** The kind that is shown alone; empty for all. */
  public ObjectProperty<Optional<Difference.Kind>> kind() {
    return kind;
  }

  /** The name of a component; its id where no document names it. */
  public String name(String component) {
    return names.getOrDefault(component, component);
  }

  @Override
  public void close() {
    subscription.unsubscribe();
  }

  private void show(SystemState state) {
    Conformance conformance = state.conformance();
    if (conformance.equals(shown)) {
      return;
    }
    shown = conformance;
    entries.set(
        conformance.differences().stream()
            .map(d -> new Entry(d, name(d.component()), d.source().map(this::where)))
            .toList());
    ambiguities.set(conformance.ambiguities());
    var byReason = new LinkedHashMap<Sentence, List<NotChecked>>();
    conformance
        .notChecked()
        .forEach(
            n -> byReason.computeIfAbsent(n.reason(), r -> new java.util.ArrayList<>()).add(n));
    unchecked.set(
        byReason.entrySet().stream().map(e -> new Unchecked(e.getKey(), e.getValue())).toList());
    count.set(conformance.differences().size());
    checked.set(conformance.checked());
  }

  private String where(Source source) {
    return files.getOrDefault(source.document(), source.document())
        + ":"
        + source.line()
        + (source.column() > 0 ? ":" + source.column() : "")
        + source.section().map(s -> " §" + s).orElse("");
  }
}
