/** What Argo CD is given to keep a system as its document says. */
@NullMarked
package io.pilothouse.deployer.gitops;

import org.jspecify.annotations.NullMarked;
