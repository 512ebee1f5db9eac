package io.pilothouse.localtwin.kubernetes.access;

import java.util.ArrayList;
import java.util.List;

/** Who asks: a user name with its groups. */
public record ApiUser(String name, List<String> groups) {
  private static final String MASTERS = "system:masters";
  private static final String AUTHENTICATED = "system:authenticated";
  private static final String SERVICE_ACCOUNT = "system:serviceaccount:";

  /** The owner of the cluster's own token, who may do everything. */
  public static final ApiUser CLUSTER_ADMIN =
      new ApiUser("clusterAdmin", List.of(MASTERS, AUTHENTICATED));

  public ApiUser {
    groups = List.copyOf(groups);
  }

  /** Somebody that a header or a review names; the groups that every such user has are added. */
  public static ApiUser named(String name, List<String> groups) {
    List<String> all = new ArrayList<>(groups);
    if (name.startsWith(SERVICE_ACCOUNT)) {
      String[] parts = name.split(":", -1);
      all.add("system:serviceaccounts");
      all.add("system:serviceaccounts:" + parts[2]);
    }
    if (!all.contains(AUTHENTICATED)) {
      all.add(AUTHENTICATED);
    }
    return new ApiUser(name, all);
  }

  /** A service account as a user. */
  public static ApiUser serviceAccount(String namespace, String name) {
    return named(SERVICE_ACCOUNT + namespace + ":" + name, List.of());
  }

  /** Whether it is above all roles. */
  public boolean master() {
    return groups.contains(MASTERS);
  }
}
