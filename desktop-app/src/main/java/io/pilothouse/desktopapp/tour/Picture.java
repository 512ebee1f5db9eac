package io.pilothouse.desktopapp.tour;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javax.imageio.ImageIO;

/** Writes images of the toolkit as PNG files. */
final class Picture {
  private Picture() {}

  static void write(Image image, Path file) {
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    int[] pixels = new int[width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
    var copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    copy.setRGB(0, 0, width, height, pixels, 0, width);
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      if (!ImageIO.write(copy, "png", file.toFile())) {
        throw new IOException("no writer for PNG");
      }
    } catch (IOException unwritable) {
      throw new UncheckedIOException(
          "the picture " + file + " cannot be written: " + unwritable.getMessage(), unwritable);
    }
  }
}
