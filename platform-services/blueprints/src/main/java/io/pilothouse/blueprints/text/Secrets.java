package io.pilothouse.blueprints.text;

import java.util.regex.Pattern;

/** Keeps passwords and keys that stand in documents out of blueprints and reports. */
public final class Secrets {
  /** A word for a secret, then a quoted value without spaces that holds a digit. */
  private static final Pattern QUOTED =
      Pattern.compile(
          "(?i)((?:password|passwd|pwd|secret|api[_-]?key|access[_-]?key|token|비밀번호|암호)\\S{0,20}\\s*[:=]?\\s*)(['\"])(?=[^'\"\\s]*\\d)[^'\"\\s]{6,}\\2");

  private static final Pattern CONNECTION =
      Pattern.compile(
          "(?i)((?:password|pwd|accountkey|sharedaccesskey|sig)=)[^;&\\s'\"]{6,}|(?<=://)[^\\s:/@]+:[^\\s/@]+(?=@)");

  private static final Pattern NAME =
      Pattern.compile("(?i)(password|passwd|pwd|secret|api[_-]?key|access[_-]?key|token|비밀번호|암호)$");
  private static final Pattern VALUE = Pattern.compile("(?=\\S*\\d)\\S{6,}");

  private Secrets() {}

  /** The text with every secret replaced by dots. */
  public static String hidden(String text) {
    String quoted = QUOTED.matcher(text).replaceAll("$1$2•••$2");
    return CONNECTION
        .matcher(quoted)
        .replaceAll(m -> (m.group(1) == null ? "" : m.group(1)) + "•••");
  }

  /** The value of a name, hidden where the name says that it is a secret. */
  public static String hidden(String name, String value) {
    boolean secret = NAME.matcher(name).find() && VALUE.matcher(value.strip()).matches();
    return secret ? "•••" : hidden(value);
  }

  /** Whether a text holds one. */
  public static boolean in(String text) {
    return QUOTED.matcher(text).find() || CONNECTION.matcher(text).find();
  }
}
