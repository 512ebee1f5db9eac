package io.pilothouse.localtwin.azure;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Reasons for which the subscription or region refuses to make something, each until it is mended.
 * Thread-safe.
 */
public final class ProvisioningFaults {
  /** Why a resource is refused. */
  public enum Reason {
    /** The region's quota for the type is used up. */
    QUOTA,
    /** Another customer of Azure has the name. */
    NAME_TAKEN,
    /** The region has no availability zones for it. */
    NO_ZONES,
    /** The caller has no role that allows it. */
    ROLE_MISSING
  }

  /**
   * A refusal.
   *
   * @param subject a type such as {@code Microsoft.Cache/redis}; for {@link Reason#NAME_TAKEN} a
   *     resource's name
   */
  public record Refusal(Reason reason, String subject) {}

  private final List<Refusal> refusals = new CopyOnWriteArrayList<>();

  /** Refuses from now on. */
  public void begin(Refusal refusal) {
    refusals.add(refusal);
  }

  /** Refuses no longer. */
  public void end(Refusal refusal) {
    refusals.remove(refusal);
  }

  /**
   * Lets a creation pass.
   *
   * @param id of what is to be made
   * @param exists whether it is there already, which none of these but a missing role concern
   * @throws Arm.Failure in the words of the provider, where it is refused
   */
  void check(String type, String name, String id, boolean zoned, boolean exists, String region) {
    for (Refusal refusal : refusals) {
      String own = name.substring(name.lastIndexOf('/') + 1);
      boolean byType = same(refusal.subject(), type);
      switch (refusal.reason()) {
        case ROLE_MISSING -> {
          if (byType) {
            throw new Arm.Failure(
                403,
                "AuthorizationFailed",
                "The client 'operator' with object id 'operator' does not have authorization to perform action '%s/write' over scope '%s' or the scope is invalid. If access was recently granted, please refresh your credentials."
                    .formatted(type, id));
          }
        }
        case QUOTA -> {
          if (byType && !exists) {
            throw new Arm.Failure(
                409,
                "QuotaExceeded",
                "Operation could not be completed as it results in exceeding approved quota for '%s' in location '%s'. Submit a request for quota increase at https://aka.ms/ProdportalCRP and try again."
                    .formatted(type, region));
          }
        }
        case NAME_TAKEN -> {
          if (same(refusal.subject(), own) && !exists) {
            throw new Arm.Failure(
                409, "NameNotAvailable", "The name '%s' is already in use.".formatted(own));
          }
        }
        case NO_ZONES -> {
          if (byType && zoned && !exists) {
            throw new Arm.Failure(
                400,
                "AvailabilityZoneNotSupported",
                "The zone(s) for resource '%s' is not supported. The supported zones for location '%s' are ''"
                    .formatted(own, region));
          }
        }
      }
    }
  }

  private static boolean same(String one, String other) {
    return one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
  }
}
