/** Work that is asked for now and answered later. */
@NullMarked
package io.pilothouse.domainservice.operation;

import org.jspecify.annotations.NullMarked;
