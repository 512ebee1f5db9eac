package io.pilothouse.serviceruntime.external;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/** How a request reaches the network: the JDK's client, or that with something before it. */
@FunctionalInterface
public interface HttpExchange {

  /** Sends without waiting. Cancelling the answer gives the exchange up. */
  CompletableFuture<HttpResponse<byte[]>> send(HttpRequest request);
}
