package io.pilothouse.desktopapp.testsystem;

/**
 * What can change in the small system.
 *
 * @param primaryZone 1 or 2
 * @param tripRevision of the trip service
 * @param tripReady its ready pods, of three
 * @param kubernetesLost whether the API is cut
 */
record TravelFacts(String primaryZone, long tripRevision, int tripReady, boolean kubernetesLost) {
  static TravelFacts initial() {
    return new TravelFacts("1", 2, 3, false);
  }

  TravelFacts failedOver() {
    return new TravelFacts(
        primaryZone.equals("1") ? "2" : "1", tripRevision, tripReady, kubernetesLost);
  }

  TravelFacts rolledBack() {
    return new TravelFacts(primaryZone, tripRevision + 1, 3, kubernetesLost);
  }

  TravelFacts kubernetesLost(boolean lost) {
    return new TravelFacts(primaryZone, tripRevision, tripReady, lost);
  }
}
