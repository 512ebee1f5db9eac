@NullMarked
package io.pilothouse.deployer.template;

import org.jspecify.annotations.NullMarked;
