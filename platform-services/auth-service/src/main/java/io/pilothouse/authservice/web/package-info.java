/** The service's own HTTP interface, and who may call it. */
@NullMarked
package io.pilothouse.authservice.web;

import org.jspecify.annotations.NullMarked;
