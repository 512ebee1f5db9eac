@NullMarked
package io.pilothouse.domainservice;

import org.jspecify.annotations.NullMarked;
