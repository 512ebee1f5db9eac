/** Which service this process is, and what its blueprint says of it. */
@NullMarked
package io.pilothouse.domainservice.intent;

import org.jspecify.annotations.NullMarked;
