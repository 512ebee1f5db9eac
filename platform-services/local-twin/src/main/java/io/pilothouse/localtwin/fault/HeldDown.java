package io.pilothouse.localtwin.fault;

import io.pilothouse.localtwin.postgres.FlexibleServer;
import io.pilothouse.localtwin.postgres.FlexibleServerState;
import io.pilothouse.localtwin.postgres.MemberLiveness;
import io.pilothouse.localtwin.postgres.MemberState;
import io.pilothouse.localtwin.postgres.OperationRefusedException;
import io.pilothouse.localtwin.postgres.PostgresException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL processes of a place without power: they are killed, and again whenever a control
 * plane that does not know better starts one there.
 */
final class HeldDown {
  private static final Logger LOG = LoggerFactory.getLogger(HeldDown.class);
  private static final Duration MEND_LIMIT = Duration.ofSeconds(90);

  private final Predicate<MemberState> place;
  private final AtomicBoolean held = new AtomicBoolean(true);
  private final List<FlexibleServer.Subscription> watched = new ArrayList<>();
  private final List<FlexibleServer> servers = new ArrayList<>();

  HeldDown(Predicate<MemberState> place) {
    this.place = place;
  }

  /** Holds down what of a server stands in the place. */
  void take(FlexibleServer server) {
    if (server.state().members().stream().noneMatch(place)) {
      return;
    }
    servers.add(server);
    strike(server, server.state());
    watched.add(
        server.observe(state ->
            // Not on the thread that tells: it may be the one that starts the process.
            Thread.ofVirtual().name("held-down").start(() -> strike(server, state))));
  }

  boolean isEmpty() {
    return servers.isEmpty();
  }

  private void strike(FlexibleServer server, FlexibleServerState state) {
    state.members().stream()
        .filter(place)
        .filter(member -> member.liveness() != MemberLiveness.DOWN)
        .forEach(member -> {
          try {
            if (held.get()) {
              server.kill(member.name());
            }
          } catch (OperationRefusedException gone) {
            LOG.debug("member={} is gone: {}", member.name(), gone.getMessage());
          }
        });
  }

  /** Lets them start again, and returns when each server is whole. */
  void release() {
    if (!held.compareAndSet(true, false)) {
      return;
    }
    watched.forEach(FlexibleServer.Subscription::close);
    for (FlexibleServer server : servers) {
      if (!server.faults().mend(MEND_LIMIT)) {
        throw new PostgresException(
            "%s is not whole again within %d s: %s"
                .formatted(
                    server.spec().name(), MEND_LIMIT.toSeconds(), server.state().explanation()));
      }
    }
  }
}
