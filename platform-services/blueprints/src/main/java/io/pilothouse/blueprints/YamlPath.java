package io.pilothouse.blueprints;

/**
 * Where a value stands inside a document: field names joined by dots, list positions in brackets.
 * The empty path is the document.
 */
record YamlPath(String text) {
  static final YamlPath ROOT = new YamlPath("");

  YamlPath field(String name) {
    return new YamlPath(text.isEmpty() ? name : text + "." + name);
  }

  YamlPath item(int index) {
    return new YamlPath(text + "[" + index + "]");
  }

  @Override
  public String toString() {
    return text;
  }
}
