package io.pilothouse.deployer.run;

import java.util.List;

/**
 * What removing a system would meet.
 *
 * @param group its resource group
 * @param locks names of the locks that keep it
 * @param groupThere whether it is there
 */
public record Removable(String group, List<String> locks, boolean groupThere) {
  public Removable {
    locks = List.copyOf(locks);
  }
}
