package io.pilothouse.desktopapp.runbook;

import io.pilothouse.desktopapp.text.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One page of docs/runbooks, as it comes with the program: readable without a network.
 *
 * <p>It is read with what our own pages are written in and no more: headings, paragraphs, lists,
 * one quotation, code and tables.
 *
 * @param title without the kind of the cause behind it
 * @param language that it is written in, which is English where it is not translated
 */
public record Runbook(String title, Language language, List<Block> blocks) {
  private static final Pattern ITEM = Pattern.compile("(?<mark>-|\\d+\\.) (?<text>.*)");
  private static final Pattern KIND = Pattern.compile("\\s*\\(`[a-z-]+`\\)$");

  public Runbook {
    blocks = List.copyOf(blocks);
  }

  /** A piece of a page. Texts keep their marks for emphasis, code and links. */
  public sealed interface Block {
    /** What a section is called. */
    record Heading(String text) implements Block {}

    /** Running text. */
    record Paragraph(String text) implements Block {}

    /** What the product says. */
    record Quotation(String text) implements Block {}

    /** One entry of a list. @param mark a dash, or its number with a full stop */
    record Item(String mark, String text) implements Block {}

    /** Commands, line by line. */
    record Code(List<String> lines) implements Block {}

    /** A table. @param rows the heads of the columns first */
    record Table(List<List<String>> rows) implements Block {}
  }

  /**
   * The runbook of a cause or an action, in a language or else in English.
   *
   * @param name as its file is called, which for a cause is its kind
   */
  public static Optional<Runbook> of(String name, Language language) {
    return page(name, language)
        .or(() -> language == Language.ENGLISH ? Optional.empty() : page(name, Language.ENGLISH));
  }

  private static Optional<Runbook> page(String name, Language language) {
    return name.matches("[a-z-]+")
        ? resource(language.code() + "/" + name + ".md").map(text -> read(text, language))
        : Optional.empty();
  }

  /** The page that lists all of them. */
  public static String index() {
    return resource("en/README.md").orElse("");
  }

  /** A page as it is written. */
  public static Optional<String> text(String name, Language language) {
    return of(name, language).flatMap(r -> resource(r.language().code() + "/" + name + ".md"));
  }

  private static Optional<String> resource(String path) {
    try (InputStream in = Runbook.class.getResourceAsStream(path)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Runbook read(String page, Language language) {
    List<String> lines = page.lines().toList();
    String title = "";
    var blocks = new ArrayList<Block>();
    int next = 0;
    while (next < lines.size()) {
      String line = lines.get(next).strip();
      if (line.startsWith("# ")) {
        title = KIND.matcher(line.substring(2)).replaceFirst("");
        next++;
      } else if (line.startsWith("## ")) {
        blocks.add(new Block.Heading(line.substring(3)));
        next++;
      } else if (line.startsWith("```")) {
        int end = next + 1;
        while (end < lines.size() && !lines.get(end).strip().startsWith("```")) {
          end++;
        }
        blocks.add(
            new Block.Code(lines.subList(next + 1, end).stream().map(String::strip).toList()));
        next = end + 1;
      } else if (line.startsWith("|")) {
        int end = end(lines, next, l -> l.startsWith("|"));
        blocks.add(
            new Block.Table(lines.subList(next, end).stream().flatMap(Runbook::row).toList()));
        next = end;
      } else if (line.isEmpty()) {
        next++;
      } else {
        int end = end(lines, next + 1, l -> !begins(l));
        blocks.add(
            text(String.join(" ", lines.subList(next, end).stream().map(String::strip).toList())));
        next = end;
      }
    }
    return new Runbook(title, language, blocks);
  }

  private static Block text(String text) {
    Matcher item = ITEM.matcher(text);
    return item.matches()
        ? new Block.Item(item.group("mark"), item.group("text"))
        : text.startsWith("> ")
            ? new Block.Quotation(text.substring(2))
            : new Block.Paragraph(text);
  }

  private static int end(List<String> lines, int from, Predicate<String> belongs) {
    int end = from;
    while (end < lines.size() && belongs.test(lines.get(end).strip())) {
      end++;
    }
    return end;
  }

  /** Whether a line is not the continuation of the one before it. */
  private static boolean begins(String line) {
    return line.isEmpty()
        || line.startsWith("#")
        || line.startsWith("```")
        || line.startsWith("|")
        || line.startsWith("> ")
        || ITEM.matcher(line).matches();
  }

  /** The cells of a line; none for the one below the heads. A bar in code is no border. */
  private static Stream<List<String>> row(String line) {
    if (line.matches("[|\\s:-]+")) {
      return Stream.empty();
    }
    var cells = new ArrayList<String>();
    var cell = new StringBuilder();
    boolean code = false;
    for (char c : line.strip().substring(1).toCharArray()) {
      code ^= c == '`';
      if (c == '|' && !code) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    return Stream.of(List.copyOf(cells));
  }
}
