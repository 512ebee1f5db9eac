package io.pilothouse.localtwin.postgres;

import java.util.List;
import java.util.Optional;

/**
 * The parts of a running flexible server that its operations share.
 *
 * @param spec what was asked for
 * @param board the members and the published state
 * @param endpoint the address that leads to the primary
 * @param replication how data gets from the primary to the others
 */
record Group(
    FlexibleServerSpec spec, StateBoard board, ServerEndpoint endpoint, Replication replication) {

  String name() {
    return spec.name();
  }

  Member primary() {
    return with(MemberRole.PRIMARY)
        .orElseThrow(() -> new IllegalStateException(name() + " has no primary"));
  }

  Optional<Member> standby() {
    return with(MemberRole.STANDBY);
  }

  /** Standby and replicas. */
  List<Member> followers() {
    return board.members().stream().filter(member -> !member.is(MemberRole.PRIMARY)).toList();
  }

  List<Member> replicas() {
    return board.members().stream().filter(member -> member.is(MemberRole.REPLICA)).toList();
  }

  Member member(String member) {
    return board.members().stream()
        .filter(candidate -> candidate.name().equals(member))
        .findFirst()
        .orElseThrow(() ->
            new OperationRefusedException(
                "%s has no member \"%s\"; it has %s"
                    .formatted(
                        name(), member, board.members().stream().map(Member::name).toList())));
  }

  private Optional<Member> with(MemberRole role) {
    return board.members().stream().filter(member -> member.is(role)).findFirst();
  }
}
