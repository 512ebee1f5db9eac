@NullMarked
package io.pilothouse.desktopapp.runbook;

import org.jspecify.annotations.NullMarked;
