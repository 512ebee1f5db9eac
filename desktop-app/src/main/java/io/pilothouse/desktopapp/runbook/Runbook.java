package io.pilothouse.desktopapp.runbook;

import io.pilothouse.desktopapp.text.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;

/**
 * One page of docs/runbooks, as it comes with the program: readable without a network.
 *
 * @param text as it is written: CommonMark with GitHub's tables
 * @param language that it is written in, which is English where it is not translated
 */
public record Runbook(String text, Language language) {
  private static final Parser PARSER =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();
  private static final Pattern KIND = Pattern.compile("\\s*\\([a-z-]+\\)$");

  /**
   * The runbook of a cause or an action, in a language or else in English.
   *
   * @param name as its file is called, which for a cause is its kind
   */
  public static Optional<Runbook> of(String name, Language language) {
    return page(name, language)
        .or(() -> language == Language.ENGLISH ? Optional.empty() : page(name, Language.ENGLISH));
  }

  /** The page that lists all of them. */
  public static String index(Language language) {
    return resource(language.code() + "/README.md").orElse("");
  }

  /** What it is called, without the kind of the cause behind it; empty for a page without one. */
  public String title() {
    return heading(document())
        .map(h -> KIND.matcher(Markdown.plain(h)).replaceFirst(""))
        .orElse("");
  }

  /** The page without its title; a new tree with each call. */
  public Node body() {
    Node document = document();
    heading(document).ifPresent(Node::unlink);
    return document;
  }

  private Node document() {
    return PARSER.parse(text);
  }

  private static Optional<Node> heading(Node document) {
    return Optional.ofNullable(document.getFirstChild())
        .filter(n -> n instanceof Heading h && h.getLevel() == 1);
  }

  private static Optional<Runbook> page(String name, Language language) {
    return name.matches("[a-z-]+")
        ? resource(language.code() + "/" + name + ".md").map(text -> new Runbook(text, language))
        : Optional.empty();
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
}
