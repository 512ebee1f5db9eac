@NullMarked
package io.pilothouse.deployer.gitops;

import org.jspecify.annotations.NullMarked;
