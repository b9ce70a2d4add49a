/** One process at a time owns a data folder, and the others find it. */
@NullMarked
package dev.cairn.local.owner;

import org.jspecify.annotations.NullMarked;
