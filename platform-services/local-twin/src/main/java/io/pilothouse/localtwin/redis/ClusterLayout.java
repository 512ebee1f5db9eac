package io.pilothouse.localtwin.redis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Who is who in a new cluster: addresses, identities and slots, and the files that tell Redis so.
 *
 * <p>Each process gets the finished map of the cluster as its {@code nodes.conf}, so that the
 * cluster stands at the first gossip instead of being put together by commands.
 */
record ClusterLayout(RedisClusterSpec spec, String password, List<Place> places) {

  private static final int SLOTS = 16_384;

  /** Silence of a process after which the others hold it for lost; Redis's default is 15 s. */
  static final int NODE_TIMEOUT_MILLIS = 5_000;

  ClusterLayout {
    places = List.copyOf(places);
  }

  /**
   * One process's place: the primaries of all shards come first.
   *
   * @param id forty hexadecimal digits
   */
  record Place(String name, int shard, RedisRole role, String id, int port, int busPort) {}

  /** Lays out a cluster over free ports, two a process. */
  static ClusterLayout of(
      RedisClusterSpec spec, String password, List<Integer> ports, List<String> ids) {
    var places = new ArrayList<Place>();
    for (int i = 0; i < spec.nodes(); i++) {
      int shard = i % spec.shards();
      int copy = i / spec.shards();
      places.add(
          new Place(
              "%s-shard-%d-node-%d".formatted(spec.name(), shard, copy),
              shard,
              copy == 0 ? RedisRole.PRIMARY : RedisRole.REPLICA,
              ids.get(i),
              ports.get(2 * i),
              ports.get(2 * i + 1)));
    }
    return new ClusterLayout(spec, password, places);
  }

  /** The map of the cluster as one of its processes has it. */
  String nodesFile(Place self) {
    var text = new StringBuilder();
    for (var place : places) {
      text.append(place.id())
          .append(" 127.0.0.1:%d@%d ".formatted(place.port(), place.busPort()))
          .append(place.equals(self) ? "myself," : "");
      if (place.role() == RedisRole.PRIMARY) {
        int first = place.shard() * SLOTS / spec.shards();
        int last = (place.shard() + 1) * SLOTS / spec.shards() - 1;
        text.append("master - 0 0 %d connected %d-%d".formatted(place.shard() + 1, first, last));
      } else {
        text.append(
            "slave %s 0 0 %d connected"
                .formatted(places.get(place.shard()).id(), place.shard() + 1));
      }
      text.append('\n');
    }
    return text + "vars currentEpoch " + spec.shards() + " lastVoteEpoch 0\n";
  }

  /** The configuration of one process. Holds the password. */
  String configuration(Place self, Path folder) {
    var text = new StringBuilder();
    text.append("bind 127.0.0.1\n")
        .append("port ")
        .append(self.port())
        .append('\n')
        .append("dir \"")
        .append(folder)
        .append("\"\n")
        .append("logfile redis.log\n")
        .append("pidfile \"")
        .append(folder.resolve("redis.pid"))
        .append("\"\n")
        .append("set-proc-title no\n")
        .append("requirepass ")
        .append(password)
        .append('\n')
        .append("masterauth ")
        .append(password)
        .append('\n')
        .append("maxmemory ")
        .append(spec.maximumBytesPerShard())
        .append('\n')
        .append("maxmemory-policy ")
        .append(spec.evictionPolicy())
        .append('\n')
        .append("save ")
        .append(spec.snapshotInterval().map(interval -> interval.toSeconds() + " 1").orElse("\"\""))
        .append('\n')
        .append("appendonly ")
        .append(spec.appendOnlyFsync().isPresent() ? "yes" : "no")
        .append('\n');
    spec.appendOnlyFsync()
        .ifPresent(fsync -> text.append("appendfsync ").append(fsync).append('\n'));
    return text.append("repl-diskless-sync-delay 0\n")
        .append("tcp-backlog 128\n")
        .append("cluster-enabled yes\n")
        .append("cluster-port ")
        .append(self.busPort())
        .append('\n')
        .append("cluster-config-file nodes.conf\n")
        .append("cluster-node-timeout ")
        .append(NODE_TIMEOUT_MILLIS)
        .append('\n')
        .append("cluster-require-full-coverage no\n")
        .toString();
  }
}
