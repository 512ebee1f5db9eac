package io.pilothouse.desktopapp.update;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version as Semantic Versioning 2.0 orders them: {@code 1.2.3}, {@code v1.2.3}, {@code
 * 1.3.0-rc.1}. What follows a plus sign is no part of the order. A missing third number is zero.
 *
 * @param preRelease dot-separated identifiers, empty for a release
 */
public record ReleaseVersion(int major, int minor, int patch, String preRelease)
    implements Comparable<ReleaseVersion> {
  private static final Pattern FORM =
      Pattern.compile(
          "v?(\\d{1,6})\\.(\\d{1,6})(?:\\.(\\d{1,6}))?(?:-([0-9A-Za-z.-]{1,60}))?(?:\\+[0-9A-Za-z.-]{1,60})?");
  private static final Comparator<ReleaseVersion> ORDER =
      Comparator.comparingInt(ReleaseVersion::major)
          .thenComparingInt(ReleaseVersion::minor)
          .thenComparingInt(ReleaseVersion::patch)
          .thenComparing(ReleaseVersion::preRelease, ReleaseVersion::byPreRelease);

  /** The version that a tag names; empty when it names none. */
  public static Optional<ReleaseVersion> parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new ReleaseVersion(
            number(matcher, 1),
            number(matcher, 2),
            number(matcher, 3),
            Optional.ofNullable(matcher.group(4)).orElse("")));
  }

  @Override
  public int compareTo(ReleaseVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch + (preRelease.isEmpty() ? "" : "-" + preRelease);
  }

  private static int number(Matcher matcher, int group) {
    return Optional.ofNullable(matcher.group(group)).map(Integer::parseInt).orElse(0);
  }

  /** A release is after all that came before it. */
  private static int byPreRelease(String one, String other) {
    if (one.isEmpty() || other.isEmpty()) {
      return Boolean.compare(one.isEmpty(), other.isEmpty());
    }
    String[] mine = one.split("\\.", -1);
    String[] theirs = other.split("\\.", -1);
    for (int i = 0; i < Math.min(mine.length, theirs.length); i++) {
      int order = byIdentifier(mine[i], theirs[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(mine.length, theirs.length);
  }

  /** Numbers by value and before words. */
  private static int byIdentifier(String one, String other) {
    boolean number = one.matches("\\d+");
    boolean otherNumber = other.matches("\\d+");
    if (number && otherNumber) {
      return new BigInteger(one).compareTo(new BigInteger(other));
    }
    return number == otherNumber ? one.compareTo(other) : Boolean.compare(otherNumber, number);
  }
}
