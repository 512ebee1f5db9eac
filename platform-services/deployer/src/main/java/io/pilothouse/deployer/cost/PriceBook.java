package io.pilothouse.deployer.cost;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Prices, each with its source and its day. A price that is not in the book is unknown; it is never
 * nothing.
 *
 * @param currency ISO 4217
 */
public record PriceBook(String currency, List<Price> prices) {
  private static final String SHIPPED = "prices.json";

  /** What costs the same everywhere. */
  public static final String GLOBAL = "global";

  public PriceBook {
    prices = List.copyOf(prices);
  }

  private static final class Shared {
    static final JsonMapper MAPPER =
        JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
  }

  /** The book that ships with the product. */
  public static PriceBook shipped() {
    try (InputStream in = PriceBook.class.getResourceAsStream(SHIPPED)) {
      if (in == null) {
        throw new IllegalStateException(SHIPPED + " is missing from the product's jar");
      }
      return Shared.MAPPER.readValue(in, PriceBook.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The day of its oldest price of a region: what costs the same everywhere seldom changes. */
  public Optional<LocalDate> date() {
    return prices.stream()
        .filter(price -> !price.region().equals(GLOBAL))
        .map(Price::date)
        .min(LocalDate::compareTo);
  }

  /**
   * The book that is kept in a file, else the one that ships.
   *
   * @throws UncheckedIOException if the file is there and is no book
   */
  public static PriceBook kept(Path file) {
    if (!Files.exists(file)) {
      return shipped();
    }
    try {
      return read(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(
          file + " is no book of prices; remove it, or make it anew by: ./pilothouse deploy prices",
          e);
    }
  }

  /** A book that was written by {@link #text}. */
  public static PriceBook read(String text) throws IOException {
    return Shared.MAPPER.readValue(text, PriceBook.class);
  }

  /** As a file. */
  public String text() {
    try {
      return Shared.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** The price of a key in a region, else everywhere; empty if it is unknown. */
  public Optional<Price> price(String key, String region) {
    return prices.stream()
        .filter(p -> p.key().equals(key) && p.region().equals(region))
        .findFirst()
        .or(() ->
            prices.stream()
                .filter(p -> p.key().equals(key) && p.region().equals(GLOBAL))
                .findFirst());
  }
}
