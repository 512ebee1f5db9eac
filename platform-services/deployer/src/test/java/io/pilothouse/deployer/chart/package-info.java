@NullMarked
package io.pilothouse.deployer.chart;

import org.jspecify.annotations.NullMarked;
