/** Observes and acts on Azure through its SDK. */
@NullMarked
package io.pilothouse.azureconnector;

import org.jspecify.annotations.NullMarked;
