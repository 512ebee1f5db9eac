package io.pilothouse.desktopapp.design;

import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.navigation.Navigation;
import io.pilothouse.desktopapp.navigation.ViewId;
import io.pilothouse.desktopapp.widget.KeyedRows;
import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import io.pilothouse.desktopapp.widget.Page;
import io.pilothouse.desktopapp.widget.View;
import io.pilothouse.sharedmodel.conformance.Ambiguity;
import io.pilothouse.sharedmodel.conformance.Candidate;
import io.pilothouse.sharedmodel.conformance.Difference;
import io.pilothouse.sharedmodel.conformance.NotChecked;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.sentence.Sentences;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** The documents beside what runs, and what is wrong with them. */
public final class DesignView implements View {
  private final DesignViewModel model;
  private final Navigation navigation;
  private final Look look;
  private final Page page = new Page("view-design");
  private final VBox list = new VBox();
  private final VBox questions = new VBox();
  private final VBox unchecked = new VBox();
  private final Label summary = Labels.of("", "muted");
  private final List<DifferenceRow> made = new ArrayList<>();
  private final KeyedRows<DesignViewModel.Entry> rows;
  private final ReviewSection review;
  private final Subscription subscriptions;

  /**
   * Builds the view.
   *
   * @param browse opens a page of the platform's documentation
   */
  public DesignView(
      DesignViewModel model,
      ReviewViewModel reviewed,
      LiveSession live,
      Navigation navigation,
      Look look,
      Consumer<URI> browse) {
    this.model = model;
    this.navigation = navigation;
    this.look = look;
    for (VBox each : List.of(list, questions, unchecked)) {
      each.getStyleClass().add("list");
    }
    this.rows =
        new KeyedRows<>(
            list,
            e -> e.difference().id(),
            e -> {
              var row = new DifferenceRow(e, live, navigation, look);
              made.add(row);
              return row;
            });
    page.heading(look.text("design.differences"), summary, kinds());
    page.add(list);
    page.heading(look.text("design.ambiguous"));
    page.add(questions);
    review = new ReviewSection(page, reviewed, navigation, look, browse);
    page.heading(look.text("design.unchecked"));
    page.add(unchecked);
    subscriptions =
        Subscription.combine(
            model.entries().subscribe(all -> show()),
            model.ambiguities().subscribe(all -> show()),
            model.unchecked().subscribe(all -> show()),
            model.kind().subscribe(kind -> show()),
            navigation.filter().subscribe(text -> show()),
            navigation.selection().subscribe(this::select),
            live.now().subscribe(now -> showDifferences()));
  }

  @Override
  public Node node() {
    return page.node();
  }

  @Override
  public List<String> order() {
    return Stream.concat(shown().stream().map(e -> e.difference().component()), review.components())
        .distinct()
        .toList();
  }

  @Override
  public void enter(String component) {
    navigation.open(ViewId.TOPOLOGY, component);
  }

  @Override
  public void dispose() {
    subscriptions.unsubscribe();
    review.dispose();
  }

  private Node kinds() {
    var group = new ToggleGroup();
    var box = new HBox(4);
    box.getChildren().add(kind(Optional.empty(), look.text("design.all"), group));
    Arrays.stream(Difference.Kind.values())
        .map(k -> kind(Optional.of(k), look.text("difference." + k), group))
        .forEach(box.getChildren()::add);
    return box;
  }

  private ToggleButton kind(Optional<Difference.Kind> kind, String words, ToggleGroup group) {
    var button = new ToggleButton(words);
    button.setId("design-kind-" + kind.map(Enum::name).orElse("ALL"));
    button.setToggleGroup(group);
    button.setSelected(model.kind().get().equals(kind));
    button.setOnAction(event -> {
      button.setSelected(true);
      model.kind().set(kind);
    });
    return button;
  }

  private List<DesignViewModel.Entry> shown() {
    return model.entries().get().stream()
        .filter(e -> model.kind().get().map(e.difference().kind()::equals).orElse(true))
        .filter(e ->
            navigation.passes(
                e.componentName(), e.difference().component(), say(e.difference().sentence())))
        .toList();
  }

  private void show() {
    showDifferences();
    showQuestions();
    showUnchecked();
    select(navigation.selection().get());
  }

  private void showDifferences() {
    List<DesignViewModel.Entry> entries = shown();
    rows.show(entries);
    if (entries.isEmpty()) {
      list.getChildren().setAll(Labels.empty(look.text("design.empty")));
    }
    summary.setText(look.text("design.summary", model.count().get(), model.checked().get()));
  }

  private void showQuestions() {
    questions.getChildren().clear();
    for (Ambiguity ambiguity : model.ambiguities().get()) {
      var box = new VBox(3, Labels.wrapped(say(ambiguity.question()), "sentence"));
      for (Candidate candidate : ambiguity.candidates()) {
        box.getChildren()
            .add(
                Labels.wrapped(
                    candidate.name()
                        + " · "
                        + look.formats().percent(candidate.score() * 100)
                        + " · "
                        + say(candidate.reason()),
                    "small",
                    "muted"));
      }
      box.getStyleClass().add("list-row");
      questions.getChildren().add(box);
    }
    if (questions.getChildren().isEmpty()) {
      questions.getChildren().add(Labels.empty(look.text("design.clear")));
    }
  }

  private void showUnchecked() {
    unchecked.getChildren().clear();
    for (DesignViewModel.Unchecked each : model.unchecked().get()) {
      String facts = each.facts().stream().map(this::fact).collect(Collectors.joining(", "));
      var box =
          new VBox(
              3,
              Labels.wrapped(say(each.reason()), "sentence"),
              Labels.wrapped(facts, "small", "muted"));
      box.getStyleClass().add("list-row");
      unchecked.getChildren().add(box);
    }
    if (unchecked.getChildren().isEmpty()) {
      unchecked.getChildren().add(Labels.empty(look.text("design.complete")));
    }
  }

  private String fact(NotChecked fact) {
    return model.name(fact.component()) + (fact.field().isEmpty() ? "" : " " + fact.field());
  }

  private String say(Sentence sentence) {
    return Sentences.in(look.texts().language().get().locale()).say(sentence);
  }

  private void select(Optional<String> selection) {
    made.forEach(r -> r.select(selection.filter(r.component()::equals).isPresent()));
  }
}
