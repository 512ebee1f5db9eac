package io.pilothouse.serviceruntime.spring.external;

import io.pilothouse.serviceruntime.external.ExternalClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.AbstractClientHttpRequest;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Sends what a RestClient asks for over the guarded channel of one external system, and refuses
 * addresses that are not that system's.
 */
final class ExternalRequestFactory implements ClientHttpRequestFactory {

  /** Set by the JDK's client itself. */
  private static final Set<String> NOT_OURS =
      Set.of("connection", "content-length", "expect", "host", "upgrade");

  private final ExternalClient client;

  ExternalRequestFactory(ExternalClient client) {
    this.client = client;
  }

  @Override
  public ClientHttpRequest createRequest(URI uri, HttpMethod method) {
    var own = client.address();
    if (!Objects.equals(uri.getScheme(), own.getScheme())
        || !Objects.equals(uri.getRawAuthority(), own.getRawAuthority())) {
      throw new IllegalArgumentException(
          "the channel of "
              + client.system()
              + " leads to "
              + own
              + ", not to "
              + uri.getScheme()
              + "://"
              + uri.getRawAuthority()
              + "; use a path below it");
    }
    return new Request(uri, method);
  }

  /** One request; its body is kept, so that it may be sent again. */
  private final class Request extends AbstractClientHttpRequest {
    private final URI uri;
    private final HttpMethod method;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    Request(URI uri, HttpMethod method) {
      this.uri = uri;
      this.method = method;
    }

    @Override
    public HttpMethod getMethod() {
      return method;
    }

    @Override
    public URI getURI() {
      return uri;
    }

    @Override
    protected OutputStream getBodyInternal(HttpHeaders headers) {
      return body;
    }

    @Override
    protected ClientHttpResponse executeInternal(HttpHeaders headers) {
      var publisher =
          body.size() == 0
              ? HttpRequest.BodyPublishers.noBody()
              : HttpRequest.BodyPublishers.ofByteArray(body.toByteArray());
      var request = HttpRequest.newBuilder(uri).method(method.name(), publisher);
      headers.forEach((name, values) -> {
        if (!NOT_OURS.contains(name.toLowerCase(Locale.ROOT))) {
          values.forEach(value -> request.header(name, value));
        }
      });
      return new Response(client.exchange(request.build()));
    }
  }

  /** An answer that has come whole. */
  private record Response(HttpResponse<byte[]> answer) implements ClientHttpResponse {

    @Override
    public HttpStatusCode getStatusCode() {
      return HttpStatusCode.valueOf(answer.statusCode());
    }

    @Override
    public String getStatusText() {
      return "";
    }

    @Override
    public HttpHeaders getHeaders() {
      var headers = new HttpHeaders();
      answer.headers().map().forEach(headers::addAll);
      return headers;
    }

    @Override
    public InputStream getBody() throws IOException {
      return new ByteArrayInputStream(answer.body());
    }

    @Override
    public void close() {}
  }
}
