package io.pilothouse.blueprints.markdown;

import io.pilothouse.blueprints.markdown.YamlTokens.Token;
import io.pilothouse.blueprints.text.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Nests tokens, by their indentation or by repetition where there is none. */
final class YamlTree {
  /** A value while it is read: named children, items in a row, or a scalar. */
  static final class Container {
    final String key;
    final Place place;
    final int indent;
    final Optional<Container> parent;
    final int depth;
    final boolean item;
    final List<Container> children = new ArrayList<>();
    final List<Container> items = new ArrayList<>();
    Optional<Token> scalar = Optional.empty();

    /** How the value opens: its first key, item or nesting; empty for a scalar. */
    String opening = "";

    Container(String key, Place place, int indent, Optional<Container> parent, boolean item) {
      this.key = key;
      this.place = place;
      this.indent = indent;
      this.parent = parent;
      this.depth = parent.map(p -> p.depth + 1).orElse(0);
      this.item = item;
    }

    boolean isEmpty() {
      return children.isEmpty() && items.isEmpty() && scalar.isEmpty();
    }

    boolean has(String name) {
      return children.stream().anyMatch(c -> c.key.equals(name));
    }

    private String sort() {
      int colon = opening.indexOf(':');
      return colon < 0 ? opening : opening.substring(0, colon);
    }
  }

  private final int deepest;
  private final Container root;
  private Container current;

  YamlTree(Place place, int deepest) {
    this.deepest = deepest;
    this.root = new Container("", place, -1, Optional.empty(), false);
    this.current = root;
  }

  Container root() {
    return root;
  }

  /** As YAML nests: deeper than its owner. Items may stand at their owner's own depth. */
  void addByIndent(Token token) {
    Container owner = current;
    while (owner.parent.isPresent()
        && (owner.scalar.isPresent()
            || token.indent() < owner.indent
            || (token.indent() == owner.indent && !(token.item() && !owner.item)))) {
      owner = owner.parent.get();
    }
    if (token.item()) {
      Container item = item(owner, token, token.indent());
      token.key().ifPresent(k -> current = child(item, token, token.indent() + 2));
    } else {
      child(owner, token, token.indent());
    }
  }

  /**
   * @param next the token that follows, which shows how this one opens
   */
  void addByRepetition(Token token, Optional<Token> next) {
    if (token.item()) {
      Container item = item(listOwner(token), token, 0);
      if (token.key().isPresent()) {
        child(item, token, 0);
        current = token.opens() && !item.children.isEmpty() ? item.children.getLast() : item;
      }
      return;
    }
    String key = token.key().orElse("");
    boolean opens = token.opens() && next.isPresent();
    if (!opens) {
      Container owner = settled();
      while (owner.parent.isPresent() && owner.has(key)) {
        owner = named(owner.parent.get());
      }
      child(owner, token, 0);
      current = owner;
      return;
    }
    Container child = child(ownerOf(opening(next.get())), token, 0);
    child.opening = opening(next.get());
  }

  private static String opening(Token next) {
    String name = next.key().orElse("");
    return next.item() ? "list:" + name : next.opens() ? "nested" : "value:" + name;
  }

  private Container ownerOf(String opening) {
    if (current.isEmpty() && current.parent.isPresent()) {
      return current;
    }
    return nearest(c -> c.opening.equals(opening))
        .or(() -> {
          String sort =
              opening.startsWith("list") ? "list" : opening.startsWith("value") ? "value" : opening;
          return nearest(c -> c.sort().equals(sort));
        })
        .orElseGet(() -> {
          Container owner = named(settled());
          if (opening.startsWith("list")) {
            return owner;
          }
          return owner.item ? named(owner.parent.orElse(root)) : beside(owner);
        });
  }

  /** Beside what is being filled, but inside the one key that holds the whole fragment. */
  private static Container beside(Container owner) {
    return owner.depth <= 1 ? owner : named(owner.parent.orElse(owner));
  }

  private Optional<Container> nearest(Predicate<Container> sibling) {
    Optional<Container> at = Optional.of(current);
    while (at.isPresent()) {
      if (at.get().children.stream().anyMatch(sibling)) {
        return at;
      }
      at = at.get().parent;
    }
    return Optional.empty();
  }

  /** The mapping that a plain key belongs to: past lists of which no item has a second key. */
  private Container settled() {
    Container at = current;
    if (at.scalar.isPresent()) {
      at = at.parent.orElse(root);
    }
    if (at.item) {
      Container list = at.parent.orElse(root);
      boolean single =
          list.items.size() > 1
              && list.items.subList(0, list.items.size() - 1).stream()
                  .allMatch(i -> i.children.size() <= 1);
      if (single || at.children.isEmpty()) {
        return named(list.parent.orElse(root));
      }
      return at;
    }
    return at.items.isEmpty() ? at : named(at.parent.orElse(root));
  }

  /** The nearest container that may have named children. */
  private static Container named(Container container) {
    Container at = container;
    while (!at.items.isEmpty() && at.parent.isPresent()) {
      at = at.parent.get();
    }
    return at;
  }

  /** The nearest list of items like this one, else the nearest list. */
  private Container listOwner(Token token) {
    if (current.isEmpty()) {
      return current;
    }
    String key = token.key().orElse("");
    Optional<Container> like = Optional.of(current);
    while (like.isPresent()) {
      if (like.get().items.stream()
          .anyMatch(
              i -> i.children.isEmpty() ? key.isEmpty() : i.children.getFirst().key.equals(key))) {
        return like.get();
      }
      like = like.get().parent;
    }
    Optional<Container> at = Optional.of(current);
    while (at.isPresent()) {
      if (!at.get().items.isEmpty()) {
        return at.get();
      }
      at = at.get().parent;
    }
    return current;
  }

  private Container item(Container owner, Token token, int indent) {
    Container holder = owner.scalar.isPresent() ? owner.parent.orElse(root) : owner;
    Container list = holder;
    if (!holder.children.isEmpty() && holder.items.isEmpty()) {
      list = holder.children.getLast();
      list.scalar = Optional.empty();
    }
    var item = new Container("", token.place(), indent, Optional.of(list), true);
    list.items.add(item);
    if (token.key().isEmpty()) {
      item.scalar = Optional.of(token);
      current = list;
    } else {
      current = item;
    }
    return item;
  }

  private Container child(Container owner, Token token, int indent) {
    Container holder = owner.depth >= deepest ? owner.parent.orElse(owner) : owner;
    if (!holder.items.isEmpty()) {
      holder = holder.parent.map(YamlTree::named).orElse(holder);
    }
    var child =
        new Container(token.key().orElse(""), token.place(), indent, Optional.of(holder), false);
    if (!token.value().isEmpty()) {
      child.scalar = Optional.of(token);
    }
    holder.children.add(child);
    current = child;
    return child;
  }
}
