/**
 * The controllers. Each watches the store, decides from what it reads, and writes through the API's
 * own operations.
 */
@NullMarked
package io.pilothouse.localtwin.kubernetes.controller;

import org.jspecify.annotations.NullMarked;
