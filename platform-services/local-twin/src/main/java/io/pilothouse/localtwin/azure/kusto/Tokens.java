package io.pilothouse.localtwin.azure.kusto;

import java.util.List;

/** The words of a query that are still to be read. */
final class Tokens {
  private final List<Token> all;
  private int next;

  Tokens(String query) {
    this.all = Token.of(query);
  }

  Token peek() {
    return all.get(next);
  }

  Token take() {
    Token taken = all.get(next);
    if (taken.kind() != Token.Kind.END) {
      next++;
    }
    return taken;
  }

  /** Takes the word if it comes next. */
  boolean accept(String word) {
    if (peek().is(word)) {
      take();
      return true;
    }
    return false;
  }

  void expect(String word) {
    if (!accept(word)) {
      throw refusal("'" + word + "' is expected");
    }
  }

  String name() {
    if (peek().kind() != Token.Kind.NAME) {
      throw refusal("a name is expected");
    }
    return take().text();
  }

  int number() {
    Token token = peek();
    if (token.kind() != Token.Kind.NUMBER || token.text().contains(".")) {
      throw refusal("a whole number is expected");
    }
    try {
      int number = Integer.parseInt(token.text());
      take();
      return number;
    } catch (NumberFormatException tooLarge) {
      throw refusal("the number is too large");
    }
  }

  /** What was taken from a word on, as Kusto names a column without a name: its parts joined. */
  String since(Token first) {
    var name = new StringBuilder();
    for (Token token : all.subList(all.indexOf(first), next)) {
      if (token.kind() == Token.Kind.NAME || token.kind() == Token.Kind.NUMBER) {
        name.append(name.isEmpty() ? "" : "_").append(token.text());
      }
    }
    return name.toString();
  }

  boolean atEnd() {
    return peek().kind() == Token.Kind.END;
  }

  KustoException refusal(String why) {
    return new KustoException(why, peek());
  }
}
