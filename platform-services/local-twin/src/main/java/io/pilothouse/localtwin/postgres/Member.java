package io.pilothouse.localtwin.postgres;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One PostgreSQL process of a flexible server, with the part that it plays.
 *
 * <p>The parts change under the operation permit only; any thread may read them.
 */
final class Member {

  private final String location;
  private final String zone;
  private final PostgresServer server;
  private final Optional<ServerEndpoint> endpoint;
  private final Optional<ReplicationLink> link;
  private volatile MemberRole role;
  private volatile boolean starting = true;
  private volatile boolean silent;
  private volatile boolean replayPaused;

  /**
   * @param endpoint the address of a replica, which is a server of its own; the pair of primary and
   *     standby shares one that no member owns
   * @param link the way that a replica's stream takes from the primary
   */
  Member(
      MemberRole role,
      String location,
      String zone,
      PostgresServer server,
      Optional<ServerEndpoint> endpoint,
      Optional<ReplicationLink> link) {
    this.role = role;
    this.location = location;
    this.zone = zone;
    this.server = server;
    this.endpoint = endpoint;
    this.link = link;
  }

  String name() {
    return server.name();
  }

  PostgresServer server() {
    return server;
  }

  Optional<ServerEndpoint> endpoint() {
    return endpoint;
  }

  Optional<ReplicationLink> link() {
    return link;
  }

  /** The port at which its stream from a primary begins. */
  int sourcePort(Member primary) {
    int port = primary.server().port();
    return link.map(way -> way.leadTo(port)).orElse(port);
  }

  void closeAddresses() {
    endpoint.ifPresent(ServerEndpoint::close);
    link.ifPresent(ReplicationLink::close);
  }

  /** Whether it says itself that it is a primary, whatever its part is. */
  boolean takesWrites() {
    return server.isRunning() && server.monitoring().isTrue("SELECT NOT pg_is_in_recovery()");
  }

  MemberRole role() {
    return role;
  }

  boolean is(MemberRole asked) {
    return role == asked;
  }

  void become(MemberRole newRole) {
    role = newRole;
  }

  void starting(boolean now) {
    starting = now;
  }

  void silent(boolean now) {
    silent = now;
  }

  boolean replayPaused() {
    return replayPaused;
  }

  void replayPaused(boolean now) {
    replayPaused = now;
  }

  /** The name of its physical replication slot on the primary. */
  String slot() {
    return name().replace('-', '_');
  }

  boolean isUsable() {
    return server.isRunning() && !silent;
  }

  MemberState state() {
    Optional<Long> pid = server.pid();
    MemberLiveness liveness =
        starting
            ? MemberLiveness.STARTING
            : pid.isEmpty()
                ? MemberLiveness.DOWN
                : silent ? MemberLiveness.SILENT : MemberLiveness.RUNNING;
    return new MemberState(
        name(),
        role,
        location,
        zone,
        liveness,
        pid.map(OptionalLong::of).orElse(OptionalLong.empty()),
        pid.isEmpty() ? OptionalInt.empty() : OptionalInt.of(server.port()),
        replayPaused);
  }
}
