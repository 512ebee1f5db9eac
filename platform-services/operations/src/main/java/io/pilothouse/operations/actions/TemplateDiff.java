package io.pilothouse.operations.actions;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.Patch;
import java.util.List;

/** The unified diff of two pod templates. */
final class TemplateDiff {
  private static final int CONTEXT = 3;

  private TemplateDiff() {}

  /** The lines of the diff with its headers; empty if the two are equal. */
  static List<String> between(String fromName, String from, String toName, String to) {
    List<String> before = from.lines().toList();
    Patch<String> patch = DiffUtils.diff(before, to.lines().toList());
    return UnifiedDiffUtils.generateUnifiedDiff(fromName, toName, before, patch, CONTEXT);
  }
}
