/** What Tomcat does before a request is one: connections, request lines, headers. */
@NullMarked
package io.pilothouse.apigateway.server;

import org.jspecify.annotations.NullMarked;
