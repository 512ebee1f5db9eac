package io.pilothouse.localtwin.postgres;

import io.pilothouse.localtwin.process.ProcessGuardian;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings a flexible server into being: primary, then everybody else from one base backup of it. */
final class Creation {

  private static final Duration CONFIRM_LIMIT = Duration.ofSeconds(30);

  /** A cluster of version 15 with its first log segments, and each database that is added. */
  private static final long MEMBER_MEGABYTES = 64;

  private static final long DATABASE_MEGABYTES = 8;

  private final FlexibleServerSpec spec;
  private final PostgresBinaries binaries;
  private final ProcessGuardian guardian;
  private final Accounts accounts;
  private final InstantSource clock;

  Creation(
      FlexibleServerSpec spec,
      PostgresBinaries binaries,
      ProcessGuardian guardian,
      Accounts accounts,
      InstantSource clock) {
    this.spec = spec;
    this.binaries = binaries;
    this.guardian = guardian;
    this.accounts = accounts;
    this.clock = clock;
  }

  Group create() {
    requireSpace();
    StateBoard board =
        new StateBoard(
            spec.name(),
            standbyZone().isPresent()
                ? HighAvailabilityStatus.CREATING_STANDBY
                : HighAvailabilityStatus.NOT_ENABLED,
            clock);
    Group group =
        new Group(
            spec,
            board,
            ServerEndpoint.open(spec.name()),
            new Replication(accounts.passwordOf(Replication.ROLE)));
    Member primary =
        member(MemberRole.PRIMARY, spec.name() + "-node-1", spec.location(), spec.zone());
    board.add(primary);
    List<Member> followers = followers();
    followers.forEach(board::add);
    try {
      bringUp(group, primary, followers);
      return group;
    } catch (SQLException | RuntimeException e) {
      group.endpoint().close();
      board.members().forEach(this::abandon);
      board.close();
      throw new PostgresException(
          "The server %s did not come up: %s".formatted(spec.name(), e.getMessage()), e);
    }
  }

  /** A disk that fills up in the middle makes for worse messages. */
  private void requireSpace() {
    long members = 1 + standbyZone().stream().count() + spec.replicas().size();
    long needed = members * (MEMBER_MEGABYTES + spec.databases().size() * DATABASE_MEGABYTES);
    Path place = guardian.runDirectory();
    try {
      long free = Files.getFileStore(place).getUsableSpace() >> 20;
      if (free < needed) {
        throw new PostgresException(
            "The server %s needs %d MB in %s, where %d MB are free. Free some space, or set PILOTHOUSE_HOME to a folder that has it"
                .formatted(spec.name(), needed, place, free));
      }
    } catch (IOException e) {
      throw new PostgresException("The folder " + place + " cannot be used: " + e, e);
    }
  }

  private void abandon(Member member) {
    member.closeAddresses();
    member.server().cutOff();
    member.server().closeSessions();
    member.server().data().delete();
  }

  private Optional<String> standbyZone() {
    return switch (spec.highAvailability()) {
      case HighAvailability.Disabled() -> Optional.empty();
      case HighAvailability.SameZone() -> Optional.of(spec.zone());
      case HighAvailability.ZoneRedundant(String zone) -> Optional.of(zone);
    };
  }

  private List<Member> followers() {
    List<Member> followers = new ArrayList<>();
    standbyZone()
        .map(zone -> member(MemberRole.STANDBY, spec.name() + "-node-2", spec.location(), zone))
        .ifPresent(followers::add);
    spec.replicas()
        .forEach(replica ->
            followers.add(
                member(MemberRole.REPLICA, replica.name(), replica.location(), replica.zone())));
    return followers;
  }

  private Member member(MemberRole role, String name, String location, String zone) {
    Path folder = guardian.runDirectory().resolve("postgres").resolve(spec.name()).resolve(name);
    return new Member(
        role,
        location,
        zone,
        new PostgresServer(
            name,
            new DataFolder(folder, binaries),
            accounts.passwordOf(PostgresServer.SUPERUSER),
            guardian),
        role == MemberRole.REPLICA ? Optional.of(ServerEndpoint.open(name)) : Optional.empty(),
        role == MemberRole.REPLICA
            ? Optional.of(ReplicationLink.open(name, spec.location(), location))
            : Optional.empty());
  }

  private void bringUp(Group group, Member primary, List<Member> followers) throws SQLException {
    DataFolder data = primary.server().data();
    data.initialise(PostgresServer.SUPERUSER, accounts.passwordOf(PostgresServer.SUPERUSER));
    data.write("postgresql.conf", Configuration.of(spec));
    data.write("pg_hba.conf", Configuration.HOST_BASED_AUTHENTICATION);
    data.write("postgresql.auto.conf", PostgresServer.UNFLUSHED);
    primary.server().start();
    primary.starting(false);
    accounts.create(primary.server().operations(), spec);
    group.replication().seed(primary, followers);
    primary.server().flushFromNowOn();
    followers.forEach(
        follower -> follower.endpoint().ifPresent(at -> at.leadTo(follower.server().port())));
    Optional<Member> standby = group.standby();
    if (standby.isPresent()
        && !group.replication().confirmBy(primary, standby.get(), CONFIRM_LIMIT)) {
      throw new PostgresException(standby.get().name() + " does not confirm commits");
    }
    group.endpoint().leadTo(primary.server().port());
    group
        .board()
        .publish(
            ServerStatus.READY,
            standby.isPresent()
                ? HighAvailabilityStatus.HEALTHY
                : HighAvailabilityStatus.NOT_ENABLED,
            standby.isPresent() ? CommitGuarantee.STANDBY_CONFIRMED : CommitGuarantee.PRIMARY_ONLY,
            "Created; %s is primary.".formatted(primary.name()));
  }

  /** A promoted replica as a server of its own. */
  static Group independent(
      FlexibleServerSpec origin, Member promoted, Replication replication, InstantSource clock) {
    MemberState member = promoted.state();
    FlexibleServerSpec spec =
        new FlexibleServerSpec(
            member.name(),
            origin.version(),
            member.location(),
            member.zone(),
            new HighAvailability.Disabled(),
            List.of(),
            origin.databases(),
            origin.administratorLogin(),
            origin.maxConnections());
    StateBoard board = new StateBoard(member.name(), HighAvailabilityStatus.NOT_ENABLED, clock);
    board.add(promoted);
    ServerEndpoint endpoint =
        promoted.endpoint().orElseGet(() -> ServerEndpoint.open(member.name()));
    endpoint.leadTo(promoted.server().port());
    board.publish(
        ServerStatus.READY,
        HighAvailabilityStatus.NOT_ENABLED,
        CommitGuarantee.PRIMARY_ONLY,
        "Promoted from a replica of " + origin.name() + ".");
    return new Group(spec, board, endpoint, replication);
  }
}
