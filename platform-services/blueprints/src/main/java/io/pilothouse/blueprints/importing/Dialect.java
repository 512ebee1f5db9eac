package io.pilothouse.blueprints.importing;

import io.pilothouse.blueprints.mermaid.MermaidParser;
import io.pilothouse.blueprints.text.SourceText;
import java.util.regex.Pattern;

/** The language that a document is written in, as its text shows it. */
public enum Dialect {
  MERMAID,
  PLANTUML,
  MARKDOWN,
  /** The YAML of a blueprint itself. */
  BLUEPRINT;

  private static final Pattern PLANTUML_SIGN =
      Pattern.compile(
          "(?m)^\\s*(@startuml|!theme\\b|skinparam\\b|\\[[^\\]\\n]+\\] as \\w+|(package|node|cloud|component) \"[^\"\\n]*\".*\\{)");
  private static final Pattern BLUEPRINT_SIGN =
      Pattern.compile("(?m)^apiVersion:\\s*[\"']?pilothouse\\.io/");

  /** The dialect of a text. A text that shows no other is Markdown. */
  public static Dialect of(SourceText text) {
    if (BLUEPRINT_SIGN.matcher(text.text()).find()) {
      return BLUEPRINT;
    }
    boolean marked = text.text().stripLeading().startsWith("# ") || text.text().contains("\n## ");
    if (!marked && MermaidParser.header(text.whole()).isPresent()) {
      return MERMAID;
    }
    return !marked && PLANTUML_SIGN.matcher(text.text()).find() ? PLANTUML : MARKDOWN;
  }
}
