package io.pilothouse.azureconnector;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import reactor.core.publisher.Mono;

/**
 * Sends every request to one endpoint that stands for all of Azure's hosts, also those whose
 * address came in an answer, such as where to poll. It names the host that was meant as a proxy
 * does, so that the endpoint's own links lead back through here.
 */
final class EndpointHttpClient implements HttpClient {
  private static final HttpHeaderName FORWARDED_HOST = HttpHeaderName.fromString("X-Forwarded-Host");
  private static final HttpHeaderName FORWARDED_PROTO =
      HttpHeaderName.fromString("X-Forwarded-Proto");
  private final HttpClient next;
  private final URI endpoint;

  EndpointHttpClient(HttpClient next, URI endpoint) {
    this.next = next;
    this.endpoint = endpoint;
  }

  @Override
  public Mono<HttpResponse> send(HttpRequest request) {
    return next.send(redirected(request));
  }

  @Override
  public Mono<HttpResponse> send(HttpRequest request, Context context) {
    return next.send(redirected(request), context);
  }

  @Override
  public HttpResponse sendSync(HttpRequest request, Context context) {
    return next.sendSync(redirected(request), context);
  }

  private HttpRequest redirected(HttpRequest request) {
    URL meant = request.getUrl();
    HttpRequest redirected = request.copy();
    redirected.setHeader(FORWARDED_HOST, meant.getAuthority());
    redirected.setHeader(FORWARDED_PROTO, meant.getProtocol());
    try {
      redirected.setUrl(endpoint.resolve(URI.create(meant.getFile())).toURL());
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("The Azure endpoint is not a URL: " + endpoint, e);
    }
    return redirected;
  }
}
