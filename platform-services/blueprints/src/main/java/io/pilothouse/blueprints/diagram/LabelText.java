package io.pilothouse.blueprints.diagram;

import io.pilothouse.blueprints.text.Secrets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Frees labels of markup: line breaks, tags, entities, icons and emphasis. */
public final class LabelText {
  private static final Pattern BREAK = Pattern.compile("(?i)<\\s*/?br\\s*/?\\s*>|\\\\n");
  private static final Pattern TAG = Pattern.compile("</?[A-Za-z][^<>]{0,200}>");
  private static final Pattern ENTITY = Pattern.compile("[&#](#?)([A-Za-z]{2,10}|\\d{1,7});");
  private static final Pattern ICON =
      Pattern.compile("\\bfa[bslrd]?:fa-[\\w-]+|<&[\\w-]+>|<\\$[\\w-]+>");
  private static final Pattern EMPHASIS =
      Pattern.compile("\\*\\*|__|~~|(?<!\\w)\\*(?=\\S)([^*\\n]{1,200})(?<=\\S)\\*(?!\\w)");

  private LabelText() {}

  /** The label's lines, none of them blank. */
  public static List<String> lines(String label) {
    String text = label.strip();
    if (text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")) {
      text = text.substring(1, text.length() - 1).strip();
    }
    if (text.length() >= 2 && text.startsWith("`") && text.endsWith("`")) {
      text = text.substring(1, text.length() - 1);
    }
    text = BREAK.matcher(text).replaceAll("\n");
    text = ICON.matcher(text).replaceAll("");
    text = TAG.matcher(text).replaceAll("");
    text = EMPHASIS.matcher(text).replaceAll("$1");
    text = Secrets.hidden(entities(text));
    return text.lines()
        .map(l -> l.strip().replaceAll("\\s+", " "))
        .filter(l -> !l.isEmpty())
        .toList();
  }

  private static String entities(String text) {
    if (text.indexOf(';') < 0) {
      return text;
    }
    Matcher matcher = ENTITY.matcher(text);
    return matcher.replaceAll(
        found -> Matcher.quoteReplacement(character(found.group(2), found.group())));
  }

  private static String character(String name, String written) {
    return switch (name) {
      case "quot" -> "\"";
      case "amp" -> "&";
      case "lt" -> "<";
      case "gt" -> ">";
      case "nbsp" -> " ";
      case "apos" -> "'";
      case "semi" -> ";";
      case "num" -> "#";
      default -> {
        if (!Character.isDigit(name.charAt(0))) {
          yield written;
        }
        int code = Integer.parseInt(name);
        yield Character.isValidCodePoint(code) && code > 0 ? Character.toString(code) : written;
      }
    };
  }
}
