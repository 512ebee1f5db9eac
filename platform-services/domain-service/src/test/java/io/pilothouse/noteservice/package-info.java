/** Tests of what the runtime gives a Spring service, over real servers and a real broker. */
@NullMarked
package io.pilothouse.noteservice;

import org.jspecify.annotations.NullMarked;
