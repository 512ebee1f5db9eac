/** What is written down, held against what there is: links, commands, decisions, pictures. */
@NullMarked
package io.pilothouse.documentation;

import org.jspecify.annotations.NullMarked;
