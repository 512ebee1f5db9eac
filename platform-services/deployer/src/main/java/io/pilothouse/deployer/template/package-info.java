/**
 * From a blueprint to the Azure Resource Manager template of its system: pure, without Azure's SDK.
 */
@NullMarked
package io.pilothouse.deployer.template;

import org.jspecify.annotations.NullMarked;
