/** What goes wrong between a service and what it depends on, in one vocabulary for all of it. */
@NullMarked
package io.pilothouse.serviceruntime.dependency;

import org.jspecify.annotations.NullMarked;
