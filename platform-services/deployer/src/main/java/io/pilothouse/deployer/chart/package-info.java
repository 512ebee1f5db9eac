/** The charts, rendered and released through Helm. */
@NullMarked
package io.pilothouse.deployer.chart;

import org.jspecify.annotations.NullMarked;
