/** The resources over HTTP. */
@NullMarked
package io.pilothouse.domainservice.web;

import org.jspecify.annotations.NullMarked;
