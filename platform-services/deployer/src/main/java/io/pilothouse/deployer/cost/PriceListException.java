package io.pilothouse.deployer.cost;

/** The price list gave no prices; the message names the list and says why. */
public final class PriceListException extends Exception {
  private static final long serialVersionUID = 1L;

  PriceListException(String message) {
    super(message);
  }

  PriceListException(String message, Throwable cause) {
    super(message, cause);
  }
}
