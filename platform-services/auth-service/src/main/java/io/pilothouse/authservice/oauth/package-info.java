/** OAuth 2 and OpenID Connect: clients, codes and grants over the same sessions. */
@NullMarked
package io.pilothouse.authservice.oauth;

import org.jspecify.annotations.NullMarked;
