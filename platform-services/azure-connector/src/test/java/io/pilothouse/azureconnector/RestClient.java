package io.pilothouse.azureconnector;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Requests through the Azure SDK's own pipeline, for providers whose typed clients are not here.
 */
record RestClient(AzureConnection azure) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** An answer. */
  record Answer(int status, JsonNode body, Map<String, String> headers) {}

  JsonNode get(String path) throws IOException {
    return send(HttpMethod.GET, path, "").body();
  }

  Answer post(String path, String body) throws IOException {
    return send(HttpMethod.POST, path, body);
  }

  Answer delete(String path) throws IOException {
    return send(HttpMethod.DELETE, path, "");
  }

  private Answer send(HttpMethod method, String path, String body) throws IOException {
    var request = new HttpRequest(method, "https://management.azure.com" + path);
    if (!body.isEmpty()) {
      request.setHeader(HttpHeaderName.CONTENT_TYPE, "application/json").setBody(body);
    }
    try (HttpResponse response = azure.pipeline().sendSync(request, Context.NONE)) {
      return new Answer(
          response.getStatusCode(),
          JSON.readTree(response.getBodyAsBinaryData().toString()),
          response.getHeaders().stream()
              .collect(
                  Collectors.toMap(
                      h -> h.getName().toLowerCase(java.util.Locale.ROOT),
                      h -> h.getValue(),
                      (a, b) -> a)));
    }
  }
}
