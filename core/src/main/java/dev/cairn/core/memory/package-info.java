/** Stores that forget everything with the process: for tests and simulations. */
@NullMarked
package dev.cairn.core.memory;

import org.jspecify.annotations.NullMarked;
