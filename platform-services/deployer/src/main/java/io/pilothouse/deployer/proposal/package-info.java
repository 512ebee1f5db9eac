/** What is proposed to be deployed: the template, what is in its way, and what it costs. Pure. */
@NullMarked
package io.pilothouse.deployer.proposal;

import org.jspecify.annotations.NullMarked;
