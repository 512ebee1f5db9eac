package io.pilothouse.localtwin.azure;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What a process and its children use, by the kernel's own count ({@code proc(5)}). Known on Linux
 * only; elsewhere the metrics that need it have gaps.
 */
final class ProcessTree {
  private static final double TICKS_PER_SECOND = 100; // USER_HZ, fixed on Linux

  /**
   * @param processorSeconds user and system time of the living processes and of the ended children
   * @param bytes proportional share of memory, so that shared buffers count once; absent where the
   *     kernel tells that to another user only
   */
  record Use(double processorSeconds, OptionalLong bytes) {}

  private ProcessTree() {}

  static Optional<Use> use(long pid) {
    Optional<ProcessHandle> root = ProcessHandle.of(pid);
    if (root.isEmpty() || !Files.isDirectory(Path.of("/proc/self"))) {
      return Optional.empty();
    }
    double seconds = 0;
    OptionalLong bytes = OptionalLong.of(0);
    List<Long> processes =
        Stream.concat(Stream.of(pid), root.get().descendants().map(ProcessHandle::pid)).toList();
    for (long process : processes) {
      try {
        seconds += processorSeconds(process, process == pid);
        bytes = bytes.isPresent() ? plus(bytes.getAsLong(), process) : bytes;
      } catch (IOException e) {
        if (process == pid) {
          return Optional.empty();
        }
        // A child that ended meanwhile; its time is counted with its parent's from now on.
      }
    }
    return Optional.of(new Use(seconds, bytes));
  }

  private static OptionalLong plus(long bytes, long pid) throws IOException {
    try {
      return OptionalLong.of(bytes + proportionalBytes(pid));
    } catch (AccessDeniedException e) {
      return OptionalLong.empty();
    }
  }

  private static double processorSeconds(long pid, boolean withEndedChildren) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    // The name in parentheses may hold spaces; fields are counted behind it, state is the third.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    if (withEndedChildren) {
      ticks += Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
    }
    return ticks / TICKS_PER_SECOND;
  }

  private static long proportionalBytes(long pid) throws IOException {
    List<String> lines = Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps_rollup"));
    return lines.stream()
        .filter(l -> l.startsWith("Pss:"))
        .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) * 1024)
        .sum();
  }
}
