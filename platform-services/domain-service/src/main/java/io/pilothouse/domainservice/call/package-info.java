/** What the service asks of systems of others and of the services that it calls. */
@NullMarked
package io.pilothouse.domainservice.call;

import org.jspecify.annotations.NullMarked;
