package io.pilothouse.localtwin.postgres;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A flexible server at one moment, immutable.
 *
 * @param server the server's name
 * @param revision grows by one with every change
 * @param status what the server as a whole is doing
 * @param highAvailability the standby's state in Azure's terms
 * @param commitGuarantee what a commit acknowledged now survives
 * @param explanation one sentence on the last decision and its reason
 * @param changedAt when this state came about
 * @param members every process: the primary, then the standby, then the replicas in the order of
 *     the specification
 */
public record FlexibleServerState(
    String server,
    long revision,
    ServerStatus status,
    HighAvailabilityStatus highAvailability,
    CommitGuarantee commitGuarantee,
    String explanation,
    Instant changedAt,
    List<MemberState> members) {

  /** Takes a copy of the list. */
  public FlexibleServerState {
    members = List.copyOf(members);
  }

  /** The member that takes writes, or took them last. */
  public MemberState primary() {
    return members.stream()
        .filter(member -> member.role() == MemberRole.PRIMARY)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(server + " has no primary"));
  }

  /** The standby, if the server has one by design; it may be down. */
  public Optional<MemberState> standby() {
    return members.stream().filter(member -> member.role() == MemberRole.STANDBY).findFirst();
  }

  /** The read replicas. */
  public List<MemberState> replicas() {
    return members.stream().filter(member -> member.role() == MemberRole.REPLICA).toList();
  }

  /** The member of that name, if it belongs to the server. */
  public Optional<MemberState> member(String name) {
    return members.stream().filter(member -> member.name().equals(name)).findFirst();
  }
}
