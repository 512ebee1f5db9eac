/** What a blueprint says of one service: what it stands on, what it calls, what it is told. */
@NullMarked
package io.pilothouse.blueprints.service;

import org.jspecify.annotations.NullMarked;
