package io.pilothouse.blueprints.dictionary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * The words that teams use, and what they mean. The product ships {@code dictionary.yaml}; a team
 * adds a file of the same form, whose entries are tried first.
 *
 * @param boxes what a box of a drawing is, by its words; the first that fits
 * @param facts where a named value belongs; the first that fits
 * @param columns names of columns, by which tables are known whose cells nothing separates
 * @param rows names of rows of such tables that have more than one word
 * @param heads words with which a cell of such a row begins
 * @param names English for words that names of components are made of
 * @param regions Azure regions by the names that people write
 * @param sizes processors and memory of virtual machine sizes
 * @param environments names of environments, by their key
 * @param topics headings under which what has no field is kept
 */
public record Dictionary(
    List<Box> boxes,
    List<FactRule> facts,
    List<String> columns,
    List<String> rows,
    List<String> heads,
    Map<String, String> names,
    Map<String, String> regions,
    Map<String, Size> sizes,
    Map<String, List<String>> environments,
    Map<String, List<String>> topics) {

  /**
   * A sort of box. Where more than one condition is given, all must hold.
   *
   * @param kind what it is
   * @param words any of these stands in its label
   * @param in any of these stands in the label of a group around it
   * @param classes any of these is its style class or stereotype
   * @param not none of these stands in its label
   * @param groups true for boxes that hold others, false for those that do not
   */
  public record Box(
      String kind,
      List<String> words,
      List<String> in,
      List<String> classes,
      List<String> not,
      boolean groups) {
    public Box {
      words = lower(words);
      in = lower(in);
      classes = lower(classes);
      not = lower(not);
    }

    /** Whether a box is of this sort. All texts in lower case. */
    public boolean fits(String label, String around, List<String> ofClasses, boolean isGroup) {
      return groups == isGroup
          && (words.isEmpty() || words.stream().anyMatch(label::contains))
          && (in.isEmpty() || in.stream().anyMatch(around::contains))
          && (classes.isEmpty() || classes.stream().anyMatch(ofClasses::contains))
          && not.stream().noneMatch(label::contains);
    }
  }

  /**
   * Where a named value belongs.
   *
   * @param key names of the value, without spaces and punctuation
   * @param in any of these stands in the headings, captions or keys around it
   * @param not none of these does
   * @param set path of the field; {@code {entity}} is the row or the key that holds the value,
   *     {@code {holder}} the key around that, {@code {caption}} the line above the table
   * @param as how the value is read
   */
  public record FactRule(
      List<String> key, List<String> in, List<String> not, List<String> set, String as) {
    public FactRule {
      key = key == null ? List.of() : key.stream().map(Dictionary::folded).toList();
      in = lower(in);
      not = lower(not);
      set = set == null ? List.of() : List.copyOf(set);
    }

    /** Whether a value belongs there. @param foldedKey its name, folded */
    public boolean fits(String foldedKey, String context) {
      return (key.isEmpty() || key.contains(foldedKey))
          && (in.isEmpty() || in.stream().anyMatch(context::contains))
          && not.stream().noneMatch(context::contains);
    }
  }

  /** Processors and memory of one machine. */
  public record Size(int cpus, String memory) {}

  public Dictionary {
    boxes = boxes == null ? List.of() : List.copyOf(boxes);
    facts = facts == null ? List.of() : List.copyOf(facts);
    columns = columns == null ? List.of() : List.copyOf(columns);
    rows = rows == null ? List.of() : List.copyOf(rows);
    heads = heads == null ? List.of() : List.copyOf(heads);
    names = orEmpty(names);
    regions = orEmpty(regions);
    sizes = orEmpty(sizes);
    environments = orEmpty(environments);
    topics = orEmpty(topics);
  }

  /** A dictionary file that cannot be used. The message says where and why. */
  public static final class DictionaryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DictionaryException(String message) {
      super(message);
    }
  }

  /** The one that ships. */
  public static Dictionary shipped() {
    try (InputStream in = Dictionary.class.getResourceAsStream("dictionary.yaml")) {
      if (in == null) {
        throw new IllegalStateException("dictionary.yaml is missing from the product's jar");
      }
      return parse("dictionary.yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a dictionary.
   *
   * @throws DictionaryException if it is not of the form
   */
  public static Dictionary parse(String file, String yaml) {
    var limits = new LoaderOptions();
    limits.setMaxAliasesForCollections(20);
    limits.setNestingDepthLimit(10);
    limits.setCodePointLimit(1_000_000);
    var mapper =
        new ObjectMapper(YAMLFactory.builder().loaderOptions(limits).build())
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY);
    try {
      Dictionary read = mapper.readValue(yaml, Dictionary.class);
      return read == null ? mapper.readValue("{}", Dictionary.class) : read;
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw new DictionaryException(
          file
              + (at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr())
              + ": expected the form of a dictionary, found "
              + Optional.ofNullable(e.getOriginalMessage())
                  .orElse("something else")
                  .lines()
                  .findFirst()
                  .orElse(""));
    }
  }

  /** This one with another's entries before its own. */
  public Dictionary with(Dictionary first) {
    return new Dictionary(
        joined(first.boxes, boxes),
        joined(first.facts, facts),
        joined(first.columns, columns),
        joined(first.rows, rows),
        joined(first.heads, heads),
        joined(first.names, names),
        joined(first.regions, regions),
        joined(first.sizes, sizes),
        joined(first.environments, environments),
        joined(first.topics, topics));
  }

  /** The region that a text names. */
  public Optional<String> region(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return regions.entrySet().stream()
        .filter(e -> lower.contains(e.getKey().toLowerCase(Locale.ROOT)))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** The environment that a text names, by its key. */
  public Optional<String> environment(String text) {
    String folded = folded(text);
    return environments.entrySet().stream()
        .filter(e -> e.getValue().stream().anyMatch(w -> folded(w).equals(folded)))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The topic that a heading belongs to; {@code other} where none fits. */
  public String topic(String headings) {
    String lower = headings.toLowerCase(Locale.ROOT);
    return topics.entrySet().stream()
        .filter(
            e -> e.getValue().stream().anyMatch(w -> lower.contains(w.toLowerCase(Locale.ROOT))))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("other");
  }

  /** An id for a name: lower-case words joined by hyphens; empty where no letter can be written. */
  public String id(String name) {
    String text = name;
    List<Map.Entry<String, String>> longestFirst =
        names.entrySet().stream()
            .sorted((a, b) -> b.getKey().length() - a.getKey().length())
            .toList();
    for (var word : longestFirst) {
      text = text.replace(word.getKey(), " " + word.getValue() + " ");
    }
    return text.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "-")
        .replaceAll("^-+|-+$", "");
  }

  /** A name without case, spaces and punctuation, by which names are compared. */
  public static String folded(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
  }

  private static List<String> lower(@Nullable List<String> words) {
    return words == null
        ? List.of()
        : words.stream()
            .map(w -> w.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableList());
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    var all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private static <V> Map<String, V> joined(Map<String, V> first, Map<String, V> second) {
    var all = new LinkedHashMap<>(first);
    second.forEach(all::putIfAbsent);
    return all;
  }

  private static <V> Map<String, V> orEmpty(@Nullable Map<String, V> map) {
    return map == null ? Map.of() : new LinkedHashMap<>(map);
  }
}
