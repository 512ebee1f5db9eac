package io.pilothouse.blueprints.markdown;

import io.pilothouse.blueprints.markdown.Fields.Entry;
import io.pilothouse.blueprints.markdown.Fields.Mapping;
import io.pilothouse.blueprints.markdown.Fields.Scalar;
import io.pilothouse.blueprints.markdown.Fields.Sequence;
import io.pilothouse.blueprints.markdown.YamlTokens.Token;
import io.pilothouse.blueprints.text.Note.Kind;
import io.pilothouse.blueprints.text.Notes;
import io.pilothouse.blueprints.text.Place;
import io.pilothouse.blueprints.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the YAML that people paste into documents: with its indentation, without it, or flattened
 * to one line. It knows keys, items, plain and quoted values, lists in brackets and comments; it
 * has no anchors, aliases or tags, so no text can grow. A line that is none of these is noted and
 * the rest is read.
 *
 * <p>Where the indentation is lost, structure is inferred from repetition. A key that opens a
 * nested value stands beside the nearest earlier one that opened in the same way: first the same
 * first key under it, else the same sort of value. In
 *
 * <pre>
 * user_service: min_replicas: 3 max_replicas: 10 trip_service: min_replicas: 2
 * </pre>
 *
 * {@code trip_service} opens with {@code min_replicas} as {@code user_service} does, so they are
 * siblings.
 */
final class LooseYaml {
  private static final int MOST_TOKENS = 50_000;
  private static final int DEEPEST = 30;

  private LooseYaml() {}

  /** Reads lines of YAML. */
  static Fields read(List<Span> lines, Notes notes) {
    var tokens = new ArrayList<Token>();
    boolean flattened =
        lines.stream().filter(l -> !l.isBlank()).count() == 1
            && lines.stream().anyMatch(l -> YamlTokens.ofFlattened(l).size() > 1);
    Place place = lines.isEmpty() ? new Place("", 1, 1) : lines.getFirst().strip().place();
    if (flattened) {
      lines.stream()
          .filter(l -> !l.isBlank())
          .forEach(l -> tokens.addAll(YamlTokens.ofFlattened(l)));
    } else {
      tokens(lines, tokens, notes);
    }
    if (tokens.size() > MOST_TOKENS) {
      notes.add(Kind.ERROR, place, "more than " + MOST_TOKENS + " values; the rest is missing");
      tokens.subList(MOST_TOKENS, tokens.size()).clear();
    }
    boolean indented = tokens.stream().mapToInt(Token::indent).distinct().count() > 1;
    var tree = new YamlTree(place, DEEPEST);
    for (int i = 0; i < tokens.size(); i++) {
      Optional<Token> next =
          i + 1 < tokens.size() ? Optional.of(tokens.get(i + 1)) : Optional.empty();
      if (indented) {
        tree.addByIndent(tokens.get(i));
      } else {
        tree.addByRepetition(tokens.get(i), next);
      }
    }
    return freeze(tree.root());
  }

  private static void tokens(List<Span> lines, List<Token> tokens, Notes notes) {
    for (int i = 0; i < lines.size(); i++) {
      Span line = lines.get(i);
      String text = line.strip().text();
      if (text.isEmpty() || text.startsWith("#") || text.equals("---") || text.equals("...")) {
        continue;
      }
      Optional<Token> token = YamlTokens.ofLine(line);
      if (token.isEmpty()) {
        notes.line(Kind.NOT_UNDERSTOOD, line, "in YAML, neither a key nor an item");
        continue;
      }
      if (token.get().value().matches("[|>][+-]?\\d?")) {
        var said = new StringBuilder();
        while (i + 1 < lines.size()
            && (lines.get(i + 1).isBlank() || lines.get(i + 1).indent() > line.indent())) {
          said.append(lines.get(++i).strip().text()).append('\n');
        }
        tokens.add(withValue(token.get(), said.isEmpty() ? "|" : said.toString().strip()));
      } else {
        tokens.add(token.get());
      }
    }
  }

  private static Token withValue(Token token, String value) {
    return new Token(
        token.indent(), token.item(), token.key(), value, token.comment(), token.place());
  }

  private static Fields freeze(YamlTree.Container container) {
    if (!container.items.isEmpty()) {
      return new Sequence(
          container.items.stream().map(LooseYaml::freeze).toList(), container.place);
    }
    if (container.scalar.isPresent()) {
      return scalar(container.scalar.get());
    }
    return new Mapping(
        container.children.stream().map(c -> new Entry(c.key, c.place, freeze(c))).toList(),
        container.place);
  }

  /** A list in brackets is a list; everything else is a text. */
  private static Fields scalar(Token token) {
    String text = token.value();
    if (text.startsWith("[") && text.endsWith("]")) {
      return new Sequence(
          List.of(text.substring(1, text.length() - 1).split(",")).stream()
              .map(String::strip)
              .filter(s -> !s.isEmpty())
              .map(s -> (Fields) new Scalar(YamlTokens.unquote(s), Optional.empty(), token.place()))
              .toList(),
          token.place());
    }
    return new Scalar(text, token.comment(), token.place());
  }
}
