package io.pilothouse.blueprints.importing;

import io.pilothouse.blueprints.dictionary.Dictionary;
import io.pilothouse.blueprints.markdown.Block.Cell;
import io.pilothouse.blueprints.text.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the cells of a row between which a copied table kept nothing but a space. Words that belong
 * together are joined first: what stands in brackets with what it explains, both sides of a {@code
 * +}, {@code vs} or comma, a key with its value. A cell then ends where a bracket closes, and
 * begins at a lone dash, a key, a duration, a comparison, or a word that the dictionary lists. Only
 * a row that falls into exactly as many cells as the table has columns is split; any other is not
 * guessed.
 */
final class CellSplitter {
  private static final Pattern DURATION = Pattern.compile("\\d+(분|초|시간|일|s|min|h|d)");
  private static final Pattern PERCENT = Pattern.compile("\\d+(\\.\\d+)?%");
  private static final Pattern PAIR = Pattern.compile("^\\S+: .*");
  private static final List<String> JOINTS = List.of("vs", "+", "→");

  private final Dictionary dictionary;

  CellSplitter(Dictionary dictionary) {
    this.dictionary = dictionary;
  }

  /** The cells of a row, the first of which names it; empty where they cannot be told. */
  Optional<List<Cell>> split(Cell row, int columns) {
    String text = row.text();
    String label = label(text);
    if (label.length() + 1 >= text.length() || columns < 2) {
      return Optional.empty();
    }
    List<String> joined = joined(text.substring(label.length() + 1));
    List<String> values = joined.size() == columns - 1 ? joined : pieces(joined);
    if (values.size() != columns - 1) {
      return Optional.empty();
    }
    List<Cell> cells = new ArrayList<>(List.of(new Cell(label, row.place())));
    int from = label.length();
    for (String value : values) {
      int at = text.indexOf(value, from);
      cells.add(new Cell(value, beside(row.place(), text.codePointCount(0, Math.max(0, at)))));
      from = at + value.length();
    }
    return Optional.of(cells);
  }

  private static Place beside(Place place, int offset) {
    return new Place(place.document(), place.line(), place.column() + offset);
  }

  /** The name of a row is one word, or one that the dictionary knows. */
  private String label(String text) {
    return dictionary.rows().stream()
        .filter(known -> text.startsWith(known + " "))
        .max(Comparator.comparingInt(String::length))
        .orElse(text.split(" ", 2)[0]);
  }

  private static List<String> joined(String text) {
    List<String> blocks = new ArrayList<>();
    int open = 0;
    boolean expectsMore = false;
    for (String word : text.strip().split(" +")) {
      boolean joins = open > 0 || expectsMore || word.startsWith("(") || JOINTS.contains(word);
      if (joins && !blocks.isEmpty()) {
        blocks.add(blocks.removeLast() + " " + word);
      } else {
        blocks.add(word);
      }
      open += count(word, '(') - count(word, ')');
      expectsMore = JOINTS.contains(word) || word.endsWith(",") || word.endsWith(":");
    }
    for (int i = blocks.size() - 1; i > 0; i--) {
      if (blocks.get(i).contains(" vs ") && PERCENT.matcher(blocks.get(i - 1)).matches()) {
        blocks.set(i - 1, blocks.get(i - 1) + " " + blocks.remove(i));
      }
    }
    return blocks;
  }

  private static int count(String word, char sign) {
    return (int) word.chars().filter(c -> c == sign).count();
  }

  private List<String> pieces(List<String> blocks) {
    List<String> pieces = new ArrayList<>(List.of(blocks.getFirst()));
    boolean remark = namesEnvironment(blocks.getFirst());
    for (int i = 1; i < blocks.size(); i++) {
      String before = blocks.get(i - 1);
      String block = blocks.get(i);
      if (!remark && (ends(before) || begins(block) || head(block, pieces.getLast()))) {
        pieces.add(block);
      } else {
        pieces.add(pieces.removeLast() + " " + block);
      }
      // A remark that begins with an environment is the last cell, whatever words it holds.
      remark |= namesEnvironment(block);
    }
    return pieces;
  }

  private static boolean ends(String block) {
    return block.endsWith(")")
        || block.equals("-")
        || PAIR.matcher(block).matches()
        || DURATION.matcher(block).matches();
  }

  private boolean begins(String block) {
    return block.equals("-")
        || block.contains(" vs ")
        || PAIR.matcher(block).matches()
        || DURATION.matcher(block).matches()
        || namesEnvironment(block);
  }

  /** Whether a word begins a name, and not only goes on with the one before. */
  private boolean head(String block, String piece) {
    String first = block.split(" ", 2)[0];
    String name = piece.split(" ", 2)[0];
    return dictionary.heads().contains(first) && (!name.equals("Azure") || first.equals("Azure"));
  }

  private boolean namesEnvironment(String block) {
    return dictionary.environments().values().stream()
        .flatMap(List::stream)
        .anyMatch(name -> name.length() > 3 && block.startsWith(name));
  }
}
