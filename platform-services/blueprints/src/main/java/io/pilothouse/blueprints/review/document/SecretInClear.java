package io.pilothouse.blueprints.review.document;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.blueprints.text.Secrets;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** No secret stands in a document. */
public final class SecretInClear implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "secret-in-clear",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/key-vault/secrets/about-secrets");

  /** What readers of documents put in a secret's place. */
  private static final String HIDDEN = "•••";

  /** Without one of these signs no secret is written out; it spares the long look. */
  private static final Pattern PERHAPS = Pattern.compile("['\"=]|://");

  private static final Pattern SAID =
      Pattern.compile("(?i)(password|secret|비밀번호).{0,40}(in clear|평문)");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design.sayings().stream()
        .filter(s -> in(s.words()))
        .map(s -> Occurrence.in(s.topic(), s.key(), s.source()));
  }

  private static boolean in(String words) {
    return words.contains(HIDDEN)
        || SAID.matcher(words).find()
        || PERHAPS.matcher(words).find() && Secrets.in(words);
  }
}
