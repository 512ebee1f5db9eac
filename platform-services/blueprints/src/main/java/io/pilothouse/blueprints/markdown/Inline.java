package io.pilothouse.blueprints.markdown;

import io.pilothouse.blueprints.diagram.LabelText;
import io.pilothouse.blueprints.text.Secrets;
import java.util.regex.Pattern;

/** Frees a line's text of emphasis, links, code marks and icons. */
final class Inline {
  private static final Pattern LINK = Pattern.compile("!?\\[([^\\]]*)\\]\\([^)]*\\)");
  private static final Pattern CODE = Pattern.compile("`([^`]*)`");

  private Inline() {}

  static String plain(String text) {
    String linked = LINK.matcher(text).replaceAll("$1");
    String coded = CODE.matcher(linked).replaceAll("$1");
    return Secrets.hidden(String.join(" ", LabelText.lines(coded.replace("\\|", "|"))));
  }
}
