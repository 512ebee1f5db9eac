package io.pilothouse.desktopapp.tour;

import java.nio.file.Path;
import java.util.List;

/**
 * What a tour brought home. @param pictures PNG files in the order taken; @param missing sentences
 * on what the session did not know in time; empty when all was there
 */
public record TourResult(List<Path> pictures, List<String> missing) {
  public TourResult {
    pictures = List.copyOf(pictures);
    missing = List.copyOf(missing);
  }
}
