/** The formats of what is stored, and the way up from the older ones. */
@NullMarked
package dev.cairn.core.format;

import org.jspecify.annotations.NullMarked;
