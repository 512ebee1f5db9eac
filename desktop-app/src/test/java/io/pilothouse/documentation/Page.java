package io.pilothouse.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One Markdown file of the repository.
 *
 * @param file absolute
 */
record Page(Path file, List<String> lines) {
  static final Path ROOT = Path.of(System.getProperty("project.root")).toAbsolutePath().normalize();

  private static final Set<String> NOT_OURS = Set.of("target", ".git", "node_modules");
  private static final Pattern FENCE = Pattern.compile("^\\s*(```|~~~).*");
  private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern HEADING = Pattern.compile("^#{1,6}\\s+(.*?)\\s*$");

  Page {
    lines = List.copyOf(lines);
  }

  /** A place that a page leads to. */
  record Link(int line, String target) {}

  /**
   * A piece of code that a page shows.
   *
   * @param block whether it stands in a block of its own
   */
  record Code(int line, String text, boolean block) {}

  static Page read(Path file) {
    try {
      return new Page(file, Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every page of the repository. */
  static List<Page> all() {
    var pages = new ArrayList<Page>();
    try {
      Files.walkFileTree(
          ROOT,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes about) {
              return NOT_OURS.contains(String.valueOf(folder.getFileName()))
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes about) {
              if (file.toString().endsWith(".md") && !file.toString().contains("/src/test/")) {
                pages.add(read(file));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pages;
  }

  String name() {
    return ROOT.relativize(file).toString();
  }

  String text() {
    return String.join("\n", lines);
  }

  List<Link> links() {
    var links = new ArrayList<Link>();
    boolean inBlock = false;
    for (int i = 0; i < lines.size(); i++) {
      if (FENCE.matcher(lines.get(i)).matches()) {
        inBlock = !inBlock;
      } else if (!inBlock) {
        Matcher link = LINK.matcher(CODE.matcher(lines.get(i)).replaceAll("code"));
        while (link.find()) {
          links.add(new Link(i + 1, link.group(1)));
        }
      }
    }
    return links;
  }

  /** Blocks line by line, with continued lines put together, and what stands between backticks. */
  List<Code> code() {
    var code = new ArrayList<Code>();
    boolean inBlock = false;
    var continued = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (FENCE.matcher(line).matches()) {
        inBlock = !inBlock;
      } else if (inBlock && line.endsWith("\\")) {
        continued.append(line, 0, line.length() - 1);
      } else if (inBlock) {
        code.add(new Code(i + 1, continued + line, true));
        continued.setLength(0);
      } else {
        Matcher span = CODE.matcher(line);
        while (span.find()) {
          code.add(new Code(i + 1, span.group(1), false));
        }
      }
    }
    return code;
  }

  /** What a link may name behind the number sign, as GitHub makes it of the headings. */
  Set<String> anchors() {
    Set<String> anchors = new LinkedHashSet<>();
    boolean inBlock = false;
    for (String line : lines) {
      if (FENCE.matcher(line).matches()) {
        inBlock = !inBlock;
      }
      Matcher heading = HEADING.matcher(line);
      if (!inBlock && heading.matches()) {
        String anchor = anchor(heading.group(1));
        String unique = anchor;
        for (int again = 1; !anchors.add(unique); again++) {
          unique = anchor + "-" + again;
        }
      }
    }
    return anchors;
  }

  private static String anchor(String heading) {
    return heading
        .toLowerCase(Locale.ROOT)
        .replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1")
        .replaceAll("[^\\p{L}\\p{N}\\p{M} _-]", "")
        .replace(' ', '-');
  }
}
