/**
 * What every request meets first: who it is from, what it is called, how large and slow it may be.
 */
@NullMarked
package io.pilothouse.apigateway.edge;

import org.jspecify.annotations.NullMarked;
