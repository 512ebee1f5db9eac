package io.pilothouse.blueprints.drawing;

import java.util.List;
import java.util.Optional;

/**
 * A drawing before it has a language: frames around boxes, and arrows between them.
 *
 * @param frames those around others before those in them
 */
record Sketch(String title, List<Frame> frames, List<Box> boxes, List<Arrow> arrows) {
  Sketch {
    frames = List.copyOf(frames);
    boxes = List.copyOf(boxes);
    arrows = List.copyOf(arrows);
  }

  /**
   * A box that holds others.
   *
   * @param kind as the dictionary names it; empty for one that only holds others together
   * @param lines the name, then what is said of it
   * @param frame the one that it stands in
   */
  record Frame(String id, String kind, List<String> lines, Optional<String> frame) {
    Frame {
      lines = List.copyOf(lines);
    }
  }

  /**
   * A box. @param kind as the dictionary names it; @param lines the name, then what is said of it
   */
  record Box(String id, String kind, List<String> lines, Optional<String> frame) {
    Box {
      lines = List.copyOf(lines);
    }
  }

  /** An arrow. @param lines its label */
  record Arrow(String from, String to, List<String> lines, boolean dashed) {
    Arrow {
      lines = List.copyOf(lines);
    }
  }

  List<Box> boxesIn(Optional<String> frame) {
    return boxes.stream().filter(b -> b.frame().equals(frame)).toList();
  }

  List<Frame> framesIn(Optional<String> frame) {
    return frames.stream().filter(f -> f.frame().equals(frame)).toList();
  }
}
