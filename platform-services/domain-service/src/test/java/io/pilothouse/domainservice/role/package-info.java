@NullMarked
package io.pilothouse.domainservice.role;

import org.jspecify.annotations.NullMarked;
