package io.pilothouse.desktopapp.shell;

import io.pilothouse.desktopapp.actions.ActionsViewModel;
import io.pilothouse.desktopapp.actions.Possibility;
import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.navigation.Navigation;
import io.pilothouse.desktopapp.navigation.ViewId;
import io.pilothouse.desktopapp.widget.Look;
import io.pilothouse.operations.topology.BlueprintMap;
import io.pilothouse.sharedmodel.stream.SystemMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** The one list that navigates, searches and acts. */
public final class PaletteViewModel {
  private static final int SHOWN = 12;

  /** One choice. @param group key of its caption; @param hint what stands at its end */
  public record Choice(String group, String title, String hint, Runnable run) {}

  private final Function<Look, List<Choice>> offered;
  private final Look look;
  private final BooleanProperty open = new SimpleBooleanProperty();
  private final StringProperty query = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<List<Choice>> choices =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyIntegerWrapper chosen = new ReadOnlyIntegerWrapper();

  /**
   * @param actionTitle how a possibility is called
   */
  public PaletteViewModel(
      LiveSession live,
      Navigation navigation,
      ActionsViewModel actions,
      Preferences preferences,
      Look look,
      Function<Possibility, String> actionTitle) {
    this.look = look;
    this.offered =
        words -> {
          List<Choice> all = new ArrayList<>();
          for (ViewId view : ViewId.values()) {
            all.add(
                new Choice(
                    "views",
                    words.text("view." + view.key()),
                    Integer.toString(view.digit()),
                    () -> navigation.open(view)));
          }
          for (SystemMap.Item item : live.state().get().map().items()) {
            all.add(
                new Choice(
                    "components",
                    words.say(BlueprintMap.said(item.kind(), item.name())),
                    words.texts().term("kind", item.kind()),
                    () -> navigation.open(ViewId.TOPOLOGY, item.id())));
          }
          for (Possibility possibility : actions.possibilities().get()) {
            all.add(
                new Choice(
                    "actions",
                    actionTitle.apply(possibility),
                    possibility.componentName(),
                    () -> actions.begin(possibility.intent())));
          }
          all.add(
              new Choice(
                  "settings",
                  words.text("top.language"),
                  preferences.language().get().other().ownName(),
                  () -> preferences.language().set(preferences.language().get().other())));
          all.add(
              new Choice(
                  "settings",
                  words.text("top.appearance"),
                  "",
                  () -> preferences.appearance().set(preferences.appearance().get().other())));
          boolean asking = preferences.updateCheck().get();
          all.add(
              new Choice(
                  "settings",
                  words.text(asking ? "palette.updates.stop" : "palette.updates.start"),
                  "",
                  () -> preferences.updateCheck().set(!asking)));
          return all;
        };
    query.subscribe(text -> search());
  }

  /** Whether it is shown. */
  public BooleanProperty open() {
    return open;
  }

  /** What is searched for. */
  public StringProperty query() {
    return query;
  }

  /** What matches, best first. */
  public ReadOnlyObjectProperty<List<Choice>> choices() {
    return choices.getReadOnlyProperty();
  }

  /** Index of the choice that Enter takes. */
  public ReadOnlyIntegerProperty chosen() {
    return chosen.getReadOnlyProperty();
  }

  /** Opens it, empty. */
  public void show() {
    query.set("");
    search();
    open.set(true);
  }

  /** Closes it. */
  public void hide() {
    open.set(false);
  }

  /** Moves the choice. */
  public void move(int by) {
    int count = choices.get().size();
    if (count > 0) {
      chosen.set(Math.floorMod(chosen.get() + by, count));
    }
  }

  /** Does what is chosen, and closes. */
  public void take() {
    List<Choice> all = choices.get();
    if (!all.isEmpty()) {
      Choice choice = all.get(Math.min(chosen.get(), all.size() - 1));
      hide();
      choice.run().run();
    }
  }

  private void search() {
    String wanted = query.get().strip().toLowerCase(Locale.ROOT);
    choices.set(
        offered.apply(look).stream()
            .filter(c -> rank(c, wanted) < Integer.MAX_VALUE)
            .sorted(Comparator.comparingInt(c -> rank(c, wanted)))
            .limit(SHOWN)
            .toList());
    chosen.set(0);
  }

  /** Lower is better: a title that starts so, one that has it, one that has all its words. */
  static int rank(Choice choice, String wanted) {
    String title = choice.title().toLowerCase(Locale.ROOT);
    String all = title + " " + choice.hint().toLowerCase(Locale.ROOT);
    if (title.startsWith(wanted)) {
      return 0;
    }
    if (title.contains(wanted)) {
      return 1;
    }
    for (String word : wanted.split("\\s+")) {
      if (!all.contains(word)) {
        return Integer.MAX_VALUE;
      }
    }
    return 2;
  }
}
