package io.pilothouse.localtwin.postgres;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One PostgreSQL process of a flexible server at one moment.
 *
 * @param name the member's name: a replica's server name, or the server's name with {@code -node-1}
 *     or {@code -node-2} for the pair of primary and standby; a node keeps its name and its zone
 *     when the roles change
 * @param role what it is now
 * @param location the Azure region
 * @param zone the availability zone
 * @param liveness whether it can be reached
 * @param pid the postmaster, absent while there is none
 * @param port the loopback port of the process itself, past any proxy; absent while there is none
 * @param replayPaused whether replay is paused on a standby or replica by {@link
 *     FlexibleServer#pauseReplay}
 */
public record MemberState(
    String name,
    MemberRole role,
    String location,
    String zone,
    MemberLiveness liveness,
    OptionalLong pid,
    OptionalInt port,
    boolean replayPaused) {}
