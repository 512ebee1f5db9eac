package io.pilothouse.localtwin.azure.kusto;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of a query. @param line from 1; @param position in its line, from 0; @param text without
 * quotes for a string
 */
record Token(Kind kind, String text, int line, int position) {
  enum Kind {
    NAME,
    STRING,
    NUMBER,
    TIMESPAN,
    SYMBOL,
    END
  }

  private static final Pattern NEXT =
      Pattern.compile(
          "(?<blank>\\s+|//[^\\n]*)"
              + "|(?<string>'(?:[^'\\\\\\n]|\\\\.)*'|\"(?:[^\"\\\\\\n]|\\\\.)*\")"
              + "|(?<timespan>\\d+(?:\\.\\d+)?(?:ms|[dhms])\\b)"
              + "|(?<number>\\d+(?:\\.\\d+)?)"
              + "|(?<name>[A-Za-z_$][A-Za-z0-9_]*(?:-(?:away|keep|rename|reorder|expand)\\b)?)"
              + "|(?<symbol>=~|!~|==|!=|<=|>=|!(?:contains|startswith|endswith|has|in~|in)|[|(),.<>=~\\[\\]*/+-])");

  static List<Token> of(String query) {
    var all = new ArrayList<Token>();
    Matcher next = NEXT.matcher(query);
    int line = 1;
    int lineStart = 0;
    int at = 0;
    while (at < query.length()) {
      next.region(at, query.length());
      if (!next.lookingAt()) {
        String wrong = query.substring(at, at + 1);
        throw new KustoException(
            "'" + wrong + "' is not understood",
            new Token(Kind.SYMBOL, wrong, line, at - lineStart));
      }
      String text = next.group();
      if (next.group("blank") == null) {
        all.add(new Token(kind(next), unquoted(next, text), line, at - lineStart));
      }
      for (int i = 0; i < text.length(); i++) {
        if (text.charAt(i) == '\n') {
          line++;
          lineStart = at + i + 1;
        }
      }
      at = next.end();
    }
    all.add(new Token(Kind.END, "", line, at - lineStart));
    return all;
  }

  private static Kind kind(Matcher next) {
    if (next.group("string") != null) {
      return Kind.STRING;
    }
    if (next.group("timespan") != null) {
      return Kind.TIMESPAN;
    }
    if (next.group("number") != null) {
      return Kind.NUMBER;
    }
    return next.group("name") != null ? Kind.NAME : Kind.SYMBOL;
  }

  private static String unquoted(Matcher next, String text) {
    return next.group("string") == null
        ? text
        : text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1");
  }

  boolean is(String word) {
    return kind != Kind.STRING && text.equalsIgnoreCase(word);
  }
}
