package io.pilothouse.azureconnector;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import java.net.URI;
import java.net.URL;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * The SDK's way to the network. Where one endpoint stands for all of Azure's hosts it sends every
 * request there, also those whose address came in an answer, such as where to poll; it names the
 * host that was meant as a proxy does, so that the endpoint's own links lead back through here.
 */
final class EndpointHttpClient implements HttpClient {
  private static final HttpHeaderName FORWARDED_HOST =
      HttpHeaderName.fromString("X-Forwarded-Host");
  private static final HttpHeaderName FORWARDED_PROTO =
      HttpHeaderName.fromString("X-Forwarded-Proto");
  private final HttpClient next;
  private final Optional<URI> endpoint;

  EndpointHttpClient(HttpClient next, Optional<URI> endpoint) {
    this.next = next;
    this.endpoint = endpoint;
  }

  @Override
  public Mono<HttpResponse> send(HttpRequest request) {
    return next.send(prepared(request));
  }

  @Override
  public Mono<HttpResponse> send(HttpRequest request, Context context) {
    return next.send(prepared(request), context);
  }

  @Override
  public HttpResponse sendSync(HttpRequest request, Context context) {
    return next.sendSync(prepared(request), context);
  }

  private HttpRequest prepared(HttpRequest request) {
    HttpRequest prepared = request.copy();
    // The JDK's client counts the body itself and warns of each request that brings a count.
    prepared.getHeaders().remove(HttpHeaderName.CONTENT_LENGTH);
    endpoint.ifPresent(e -> redirect(prepared, e));
    return prepared;
  }

  private static void redirect(HttpRequest request, URI endpoint) {
    URL meant = request.getUrl();
    request.setHeader(FORWARDED_HOST, meant.getAuthority());
    request.setHeader(FORWARDED_PROTO, meant.getProtocol());
    // Not resolved as a relative address: Monitor's begin with two slashes, which would be a host.
    request.setUrl(endpoint.getScheme() + "://" + endpoint.getAuthority() + meant.getFile());
  }
}
