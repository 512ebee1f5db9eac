package io.pilothouse.blueprints.importing;

import io.pilothouse.blueprints.dictionary.Dictionary;
import io.pilothouse.blueprints.markdown.Block;
import io.pilothouse.blueprints.markdown.Block.Cell;
import io.pilothouse.blueprints.markdown.Block.Heading;
import io.pilothouse.blueprints.markdown.Block.Table;
import io.pilothouse.blueprints.markdown.Fields;
import io.pilothouse.blueprints.text.Place;
import io.pilothouse.blueprints.text.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Walks a Markdown document and names its values: what stands where, under which headings. */
final class MarkdownFacts {
  private static final Set<String> SETTING =
      folded("구성 항목", "설정 항목", "항목", "item", "setting", "컴포넌트 유형", "component type", "property");
  private static final Set<String> REMARK = folded("설명", "비고", "description", "notes", "remarks");

  /** Takes what the walk finds. */
  interface Listener {
    void fact(Fact fact);

    /** A whole table whose rows mean more than their cells; true when it was taken. */
    boolean table(Table table, Fact around);

    /** A line that holds no named value. */
    void sentence(Fact fact);

    void code(Block.Code code);
  }

  private final List<Heading> headings = new ArrayList<>();
  private final Listener listener;
  private final CellSplitter splitter;
  private Optional<String> caption = Optional.empty();

  MarkdownFacts(Listener listener, Dictionary dictionary) {
    this.listener = listener;
    this.splitter = new CellSplitter(dictionary);
  }

  private static Set<String> folded(String... names) {
    return java.util.Arrays.stream(names)
        .map(Dictionary::folded)
        .collect(java.util.stream.Collectors.toUnmodifiableSet());
  }

  void walk(List<Block> blocks) {
    for (Block block : blocks) {
      switch (block) {
        case Heading heading -> {
          headings.removeIf(h -> h.level() >= heading.level());
          headings.add(heading);
          caption = Optional.empty();
        }
        case Block.Caption line -> caption = Optional.of(line.text());
        case Table table -> {
          if (!listener.table(table, around(table.place()))) {
            table(table);
          }
        }
        case Block.Fragment fragment -> fields(fragment.fields(), List.of());
        case Block.Bullet bullet ->
            bullet
                .key()
                .ifPresentOrElse(
                    key ->
                        listener.fact(
                            fact(
                                List.of(),
                                key,
                                bullet.text(),
                                List.of(),
                                Optional.empty(),
                                bullet.place())),
                    () ->
                        listener.sentence(
                            fact(
                                List.of(),
                                "",
                                bullet.text(),
                                List.of(),
                                Optional.empty(),
                                bullet.place())));
        case Block.Sentence sentence -> sentence(sentence);
        case Block.Code code -> listener.code(code);
      }
    }
  }

  private void sentence(Block.Sentence sentence) {
    listener.sentence(
        fact(List.of(), "", sentence.text(), List.of(), Optional.empty(), sentence.place()));
  }

  private Fact around(Place place) {
    return fact(List.of(), "", "", List.of(), Optional.empty(), place);
  }

  private Fact fact(
      List<String> parents,
      String key,
      String text,
      List<String> items,
      Optional<String> remark,
      Place place) {
    Optional<String> section =
        headings.reversed().stream().flatMap(h -> h.number().stream()).findFirst();
    return new Fact(
        headings.stream().map(Heading::title).toList(),
        section,
        caption,
        parents,
        key,
        Secrets.hidden(key, text),
        items.stream().map(Secrets::hidden).toList(),
        remark,
        place);
  }

  private void table(Table table) {
    if (table.columns().isEmpty()) {
      return;
    }
    boolean settings = SETTING.contains(Dictionary.folded(table.columns().getFirst().text()));
    for (List<Cell> row : table.rows()) {
      if (!table.separated()) {
        splitter
            .split(row.getFirst(), table.columns().size())
            .ifPresentOrElse(
                cells -> entity(table, cells), () -> unseparated(table, row.getFirst()));
      } else if (settings && row.size() >= 2) {
        Optional<String> remark =
            row.size() > 2 && !row.get(2).text().isBlank()
                ? Optional.of(row.get(2).text())
                : Optional.empty();
        listener.fact(
            fact(
                List.of(),
                row.get(0).text(),
                row.get(1).text(),
                List.of(),
                remark,
                row.get(0).place()));
      } else {
        entity(table, row);
      }
    }
  }

  private void entity(Table table, List<Cell> row) {
    String entity = row.getFirst().text();
    for (int i = 1; i < row.size(); i++) {
      Cell cell = row.get(i);
      String column = table.columns().get(i).text();
      if (!cell.text().isBlank() && !cell.text().equals("-")) {
        boolean remark = REMARK.contains(Dictionary.folded(column));
        listener.fact(
            fact(
                List.of(entity),
                column,
                cell.text(),
                List.of(),
                Optional.empty(),
                remark ? cell.place() : row.getFirst().place()));
      }
    }
  }

  /** Nothing says where one cell ends: the row is kept whole, under its first word. */
  private void unseparated(Table table, Cell row) {
    String[] words = row.text().split(" ", 2);
    listener.fact(
        fact(
            List.of(),
            words[0],
            words.length > 1 ? words[1] : "",
            List.of(),
            Optional.of(
                "columns " + String.join(" | ", table.columns().stream().map(Cell::text).toList())),
            row.place()));
  }

  private void fields(Fields fields, List<String> parents) {
    switch (fields) {
      case Fields.Mapping mapping -> mapping.entries().forEach(e -> entry(e, parents));
      case Fields.Sequence sequence -> items(sequence, "", parents);
      case Fields.Scalar scalar ->
          listener.sentence(
              fact(parents, "", scalar.text(), List.of(), scalar.comment(), scalar.place()));
    }
  }

  private void entry(Fields.Entry entry, List<String> parents) {
    switch (entry.value()) {
      case Fields.Scalar scalar ->
          listener.fact(
              fact(
                  parents, entry.key(), scalar.text(), List.of(), scalar.comment(), entry.place()));
      case Fields.Sequence sequence -> items(sequence, entry.key(), with(parents, entry.key()));
      case Fields.Mapping mapping ->
          mapping.entries().forEach(e -> entry(e, with(parents, entry.key())));
    }
  }

  private void items(Fields.Sequence sequence, String key, List<String> parents) {
    var plain = new ArrayList<String>();
    for (Fields item : sequence.items()) {
      switch (item) {
        case Fields.Scalar scalar -> plain.add(scalar.text());
        case Fields.Mapping mapping ->
            mapping.entries().forEach(e -> entry(e, with(parents, name(mapping))));
        case Fields.Sequence inner -> items(inner, key, parents);
      }
    }
    if (!plain.isEmpty()) {
      List<String> around = parents.isEmpty() ? parents : parents.subList(0, parents.size() - 1);
      listener.fact(
          fact(around, key, String.join(", ", plain), plain, Optional.empty(), sequence.place()));
    }
  }

  /** An item is called by its name, where it has one; else it belongs to what holds the list. */
  private static String name(Fields.Mapping mapping) {
    return mapping.entries().stream()
        .filter(e ->
            Set.of("name", "이름", "규칙명", "identity", "task")
                .contains(e.key().toLowerCase(Locale.ROOT)))
        .filter(e -> e.value() instanceof Fields.Scalar)
        .map(e -> ((Fields.Scalar) e.value()).text())
        .findFirst()
        .orElse("");
  }

  private static List<String> with(List<String> parents, String key) {
    if (key.isEmpty()) {
      return parents;
    }
    var all = new ArrayList<>(parents);
    all.add(key);
    return all;
  }
}
